import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../../../shared/diagnosis.ts'
import type { ConfigProblem, ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import type { FakeHandlers } from '../../../client/fake-client.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { endSession, sessionOf } from './code-sessions.ts'
import { EditorScreen } from './editor-screen.tsx'
import { openFiles } from './open-files.ts'
import './testing/simulated-selection.ts'

afterEach(() => {
  cleanup()
  for (const { id } of openFiles.get().files) {
    openFiles.close(id)
    endSession(id)
  }
  openFiles.refuse(undefined)
})

const engine = { product: 'openbao', version: '2.6.2' } as const
const text = 'seal "awskms" {\r\n  region = "eu-west-1"\r\n}\r\n'

/** Main's part, for texts with one block whose keys stand on lines of their own. */
const core: FakeHandlers = {
  'config.parse': ({ text }) => ({ format: 'hcl', seals: blocksOf(text), problems: [] }),
  'config.lint': ({ text }) => ({ problems: problemsOf(text) }),
  'config.edit': ({ text, edits: [edit] }) => {
    if (!edit || !('key' in edit)) throw new Error('The test edits keys only')
    const line = new RegExp(`(${edit.key} = )"[^"]*"`)
    return { text: text.replace(line, `$1${JSON.stringify(edit.value)}`) }
  },
  'config.version': () => ({ version: 'v1' }),
  'config.recent': () => ({ files: [] }),
}

function blocksOf(text: string): ConfigStanza[] {
  const entries = [...text.matchAll(/^ {2}(\w+) = "([^"]*)"/gm)].map(({ 1: key = '', 2: value = '', index }) => {
    const secret = key === 'secret_key' && !value.startsWith('env://')
    return { key, line: 2, secret, start: index, end: index + 3, ...(secret ? {} : { value }) }
  })
  const place = { line: 1, endLine: 3, start: 0, end: text.length }
  return [{ block: 'seal', type: 'awskms', label: 'awskms', disabled: false, ...place, entries }]
}

function problemsOf(text: string): ConfigProblem[] {
  const start = text.indexOf('regoin')
  if (start === -1) return []
  const fix = [{ start, end: start + 6, text: 'region' }]
  const place = { start, end: start + 6, line: 2, column: 3 }
  return [
    { code: 'misspelt-key', severity: 'warning', key: 'regoin', suggestion: 'region', evidence: {}, fix, ...place },
  ]
}

function open(files: { path: string; text: string }[] = [{ path: '/etc/vault.hcl', text }], handlers = {}) {
  openFiles.add(
    files.map((file) => ({ ...file, version: 'v1' })),
    () => engine,
  )
  const at = { path: '/seals/file', route: '/seals/file/:act?', screen: <EditorScreen /> }
  return renderScreen(at, { ...core, ...handlers })
}

const shown = () => {
  const { files, activeId } = openFiles.get()
  const file = files.find(({ id }) => id === activeId)
  if (!file) throw new Error('No file is shown')
  return file
}
const region = () => screen.findByRole('textbox', { name: /^Region region/ })

describe('a form beside the text', () => {
  it('changes its entry and nothing else, letter by letter', async () => {
    const { user } = open()
    await user.type(await region(), '-x')
    await waitFor(() => expect(shown().text).toBe(text.replace('eu-west-1', 'eu-west-1-x')))
    expect(await region()).toHaveProperty('value', 'eu-west-1-x')
  })

  it('follows what is typed into the text', async () => {
    open()
    await region()
    sessionOf(shown()).become(text.replace('eu-west-1', 'us-east-1'), 'input.type')
    await waitFor(async () => expect(await region()).toHaveProperty('value', 'us-east-1'))
  })

  it('undoes with the text what was typed into its field', async () => {
    const { user } = open()
    await user.type(await region(), '2')
    await waitFor(() => expect(shown().text).toContain('eu-west-12'))
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(shown().text).toBe(text))
    await waitFor(async () => expect(await region()).toHaveProperty('value', 'eu-west-1'))
  })

  it('keeps an entry that was emptied and brought back by undo', async () => {
    const { user, client } = open()
    await user.clear(await region())
    await waitFor(() => expect(shown().text).toContain('region = ""'))
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(shown().text).toBe(text))
    await waitFor(async () => expect(await region()).toHaveProperty('value', 'eu-west-1'))
    await user.tab()
    const edits = client.calls.filter(({ name }) => name === 'config.edit')
    expect(edits.some(({ input }) => JSON.stringify(input).includes('"value":null'))).toBe(false)
    expect(shown().text).toBe(text)
  })

  it('takes back a refused text before anything else, and asks before a file is closed with one', async () => {
    const { user } = open()
    await user.type(await region(), '2')
    await waitFor(() => expect(shown().text).toContain('eu-west-12'))
    const token = screen.getByRole('textbox', { name: /session_token/ })
    await user.type(token, 'plain')
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(token).toHaveProperty('value', ''))
    expect(shown().text).toContain('eu-west-12')
  })

  it('shows no secret of the file, and takes none', async () => {
    const secret = text.replace('region = "eu-west-1"', 'secret_key = "hunter2-hunter2"')
    const { user } = open([{ path: '/etc/vault.hcl', text: secret }])
    await screen.findByText(/A secret stands in the file/)
    expect(document.body.textContent).not.toContain('hunter2')
    await user.type(screen.getByRole('textbox', { name: /session_token/ }), 'plain')
    await screen.findByText(/Only a reference is kept here/)
    expect(shown().text).toBe(secret)
  })
})

describe('a problem', () => {
  const misspelt = [{ path: '/etc/vault.hcl', text: text.replace('region', 'regoin') }]

  it('is mended by its button', async () => {
    const { user } = open(misspelt)
    await user.click(await screen.findByRole('button', { name: 'Change to region' }))
    expect(shown().text).toBe(text)
    await screen.findByText('Nothing is wrong with this file for this server.')
  })

  it('is mended by key where the cursor is', async () => {
    const { user } = open(misspelt)
    await screen.findByRole('button', { name: 'Change to region' })
    await user.keyboard('{F8}{Control>}.{/Control}')
    expect(shown().text).toBe(text)
  })

  it('is asked about for the chosen server, which is remembered with the file', async () => {
    const { user, client } = open()
    await region()
    await user.click(screen.getByRole('button', { name: 'HashiCorp Vault' }))
    await waitFor(() =>
      expect(client.calls.findLast(({ name }) => name === 'config.lint')?.input).toMatchObject({
        engine: { product: 'vault' },
      }),
    )
    expect(client.calls.find(({ name }) => name === 'settings.write')?.input).toMatchObject({
      configEngines: [{ path: '/etc/vault.hcl', engine: { product: 'vault' } }],
    })
  })
})

describe('a save', () => {
  const change = async (user: ReturnType<typeof open>['user']) => {
    await user.type(await region(), '2')
    await waitFor(() => expect(shown().text).toContain('eu-west-12'))
  }

  it('shows what changes first, writes on Enter, and names the backup', async () => {
    const { user, client } = open(undefined, {
      'config.save': () => ({ version: 'v2', backup: '/real/vault.hcl.bak' }),
    })
    await change(user)
    await user.keyboard('{Control>}s{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Save vault.hcl' })
    within(dialog).getByText('1 line differs.')
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Save file'))
    await user.keyboard('{Enter}')
    await screen.findByText(/Its former text is kept as \/real\/vault.hcl.bak/)
    expect(client.calls.find(({ name }) => name === 'config.save')?.input).toEqual({
      path: '/etc/vault.hcl',
      text: text.replace('eu-west-1', 'eu-west-12'),
      version: 'v1',
    })
  })

  it('that finds the file changed meanwhile overwrites nothing and offers the choice', async () => {
    const { user } = open(undefined, {
      'config.save': () => {
        throw new DiagnosedError('file-changed', { file: '/etc/vault.hcl', version: 'v9' })
      },
      'config.open': () => ({ text: 'theirs\n', version: 'v9' }),
      'config.version': () => ({ version: shown().outside ?? 'v1' }),
    })
    await change(user)
    await user.keyboard('{Control>}s{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Save file' }))
    await screen.findByText('vault.hcl was changed by another program')
    await user.click(screen.getByRole('button', { name: 'Reload' }))
    await waitFor(() => expect(shown()).toMatchObject({ text: 'theirs\n', disk: { version: 'v9' } }))
    expect(screen.queryByText('vault.hcl was changed by another program')).toBeNull()
  })

  it('that fails for another reason says why in the panel, and the text stays', async () => {
    const { user } = open(undefined, {
      'config.save': () => {
        throw new DiagnosedError('file-unwritable', { file: '/etc/vault.hcl', systemCode: 'EACCES' })
      },
    })
    await change(user)
    await user.keyboard('{Control>}s{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Save file' }))
    await screen.findByText('File cannot be written: /etc/vault.hcl')
    expect(shown().text).toContain('eu-west-12')
  })
})

describe('a file on disk', () => {
  it('that another program removed can be kept, and is made anew by the next save', async () => {
    const { user, client } = open(undefined, {
      'config.version': () => ({ version: 'absent' }),
      'config.save': () => ({ version: 'v3' }),
    })
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }))
    client.answer({ 'config.version': () => ({ version: shown().disk.version }) })
    await user.keyboard('{Control>}s{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Save file' }))
    await waitFor(() =>
      expect(client.calls.find(({ name }) => name === 'config.save')?.input).toMatchObject({ version: 'absent', text }),
    )
  })
})

describe('several files', () => {
  const files = [
    { path: '/etc/vault.d/a.hcl', text },
    { path: '/etc/vault.d/b.hcl', text: text.replace('eu-west-1', 'b') },
  ]

  it('are listed by folder and shown one at a time, each with its own text', async () => {
    const { user } = open(files)
    const list = await screen.findByRole('navigation', { name: 'Open files' })
    within(list).getByText('vault.d')
    await user.click(within(list).getByRole('button', { name: 'b.hcl' }))
    await waitFor(async () => expect(await region()).toHaveProperty('value', 'b'))
    await user.type(await region(), '2')
    await user.click(within(list).getByRole('button', { name: 'a.hcl' }))
    await within(list).findByRole('button', { name: 'b.hcl (unsaved)' })
    await waitFor(async () => expect(await region()).toHaveProperty('value', 'eu-west-1'))
  })

  it('ask before one with unsaved changes is closed', async () => {
    const { user } = open(files)
    await user.type(await region(), '2')
    await waitFor(() => expect(shown().text).toContain('eu-west-12'))
    await user.click(screen.getByRole('button', { name: 'File' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Close file' }))
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }))
    expect(openFiles.get().files.map(({ path }) => path)).toEqual(['/etc/vault.d/b.hcl'])
  })
})

describe('no open file', () => {
  it('offers to open one, and those that were open before; one that cannot be read says why', async () => {
    const recent = { path: '/etc/gone.hcl', openedAt: '2026-01-01T00:00:00.000Z' }
    const { user } = open([], {
      'config.recent': () => ({ files: [recent] }),
      'config.open': () => {
        throw new DiagnosedError('file-unreadable', { file: recent.path, reason: 'not-utf-8' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Open /etc/gone.hcl' }))
    await screen.findByText('File cannot be read: /etc/gone.hcl')
  })
})
