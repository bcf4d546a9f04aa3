import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import type { CheckStep } from '../../client/contract-types.ts'
import type { FakeHandlers } from '../../client/fake-client.ts'
import { pluginDrafts, sealDrafts } from './drafts.ts'
import { endedChecks, finishedChecks } from './kept-checks.ts'
import { SealScreen } from './seal-screen.tsx'
import { aSeal, renderScreen, sealStore } from './testing/render-screen.tsx'

beforeEach(() => {
  for (const store of [sealDrafts, finishedChecks, endedChecks, pluginDrafts]) store.set(aSeal.id, undefined)
})
afterEach(cleanup)

const at = (tab: string, id = 's1') => ({
  path: `/seals/${id}/${tab}`,
  route: '/seals/:id/:tab?',
  screen: <SealScreen />,
})
const steps: CheckStep[] = (['credentials', 'describe', 'fitness', 'encrypt', 'decrypt', 'compare'] as const).map(
  (step) => ({ step, outcome: 'passed', durationMs: 4, requestId: `req-${step}` }),
)
const passing: FakeHandlers = {
  'seal.check': (_, call) => {
    for (const step of steps) call.report(step)
    return { verdict: 'pass', steps, callerArn: 'arn:aws:iam::111122223333:user/owner', keyArn: 'arn:key' }
  },
}

describe('Check', () => {
  it('fills in each step, gives the verdict and keeps it with the seal', async () => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at('check'), { ...store.handlers, ...passing })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    expect(await screen.findByText('This identity can use the key as a seal key')).toBeDefined()
    const list = screen.getByRole('list', { name: 'Steps of the check' })
    expect(within(list).getAllByText('Passed')).toHaveLength(6)
    expect(within(list).getByTitle('req-encrypt')).toBeDefined()
    await waitFor(() => expect(store.seals[0]?.lastCheck?.subject.callerArn).toContain('user/owner'))
    expect(store.seals[0]?.lastCheck?.subject).toMatchObject({ kmsKeyId: 'alias/vault-unseal', region: 'us-east-1' })
  })

  it('shows the steps on their way and can be cancelled', async () => {
    const { user, client } = renderScreen(at('check'), {
      ...sealStore(aSeal).handlers,
      'seal.check': (_, call) => {
        for (const step of steps.slice(0, 2)) call.report(step)
        return new Promise(() => {})
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    await waitFor(() => expect(screen.getAllByText('Passed')).toHaveLength(2))
    expect(screen.getByText('Running')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(await screen.findByText('Check cancelled')).toBeDefined()
    expect(client.cancelled).toHaveLength(1)
  })

  it('says that it was cancelled even where an earlier one had answered', async () => {
    const { user, client } = renderScreen(at('check'), { ...sealStore(aSeal).handlers, ...passing })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    await screen.findByText('This identity can use the key as a seal key')
    client.answer({ 'seal.check': () => new Promise(() => {}) })
    await user.click(await screen.findByRole('button', { name: 'Run check again' }))
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByText('Check cancelled')).toBeDefined()
    expect(screen.getByText(/The last one that ran passed/)).toBeDefined()
    expect(screen.queryByText('This identity can use the key as a seal key')).toBeNull()
    expect(screen.queryByRole('list', { name: 'Steps of the check' })).toBeNull()
  })

  it('tells on the way back that leaving ended the check', async () => {
    const { handlers } = sealStore(aSeal)
    const first = renderScreen(at('check'), { ...handlers, 'seal.check': () => new Promise(() => {}) })
    await first.user.click(await screen.findByRole('button', { name: 'Run check' }))
    await screen.findByText('Running')
    cleanup()
    const { user } = renderScreen(at('check'), { ...handlers, ...passing })
    expect(await screen.findByText('Check cancelled when this seal was left')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Run check' }))
    expect(await screen.findByText('This identity can use the key as a seal key')).toBeDefined()
  })

  it('shows a seal no answer that another seal on the same key got', async () => {
    const subject = { connection: { kind: 'sandbox' } as const, kmsKeyId: 'alias/vault-unseal', region: 'us-east-1' }
    const lastCheck = {
      verdict: 'pass' as const,
      at: '2026-01-02T00:00:00.000Z',
      subject: { ...subject, endpoint: 'http://127.0.0.1:4600' },
    }
    const store = sealStore(aSeal, { ...aSeal, id: 's2', name: 'Payments (copy)', lastCheck })
    const { user } = renderScreen(at('check'), {
      ...store.handlers,
      'seal.check': () => ({ verdict: 'fail', steps: [{ ...(steps[0] as CheckStep), outcome: 'failed' }] }),
    })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    await screen.findByText('This identity cannot use the key as a seal key')
    await waitFor(() => expect(store.seals.find((seal) => seal.id === 's1')?.lastCheck?.verdict).toBe('fail'))
    cleanup()

    const copy = renderScreen(at('check', 's2'), store.handlers)
    expect(await screen.findByText('This identity can use the key as a seal key')).toBeDefined()
    expect(screen.queryByRole('list', { name: 'Steps of the check' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Copy report' })).toBeNull()
    copy.unmount()

    renderScreen(at('check'), store.handlers)
    expect(await screen.findByText('This identity cannot use the key as a seal key')).toBeDefined()
    expect(screen.getByRole('list', { name: 'Steps of the check' }).textContent).toContain('Failed')
  })

  it('stands by the verdict of the steps that it shows when it cannot be kept', async () => {
    const { user } = renderScreen(at('check'), {
      ...sealStore(aSeal).handlers,
      ...passing,
      'seals.recordCheck': () => {
        throw new DiagnosedError('file-unwritable', { file: '/data/seals.json' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    expect((await screen.findByRole('alert')).textContent).toContain('/data/seals.json')
    expect(screen.getByText('This identity can use the key as a seal key')).toBeDefined()
  })

  it('puts the diagnosis of a failed step under it', async () => {
    const failed: CheckStep = {
      step: 'describe',
      outcome: 'failed',
      durationMs: 2,
      diagnosis: { code: 'key-disabled', retry: 'after-fix', evidence: { keyReference: 'alias/vault-unseal' } },
    }
    const store = sealStore(aSeal)
    const { user } = renderScreen(at('check'), {
      ...store.handlers,
      'seal.check': () => ({ verdict: 'fail', steps: [steps[0] as CheckStep, failed] }),
    })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    expect(await screen.findByText('This identity cannot use the key as a seal key')).toBeDefined()
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0)
    await waitFor(() => expect(store.seals[0]?.lastCheck?.verdict).toBe('fail'))
  })

  it('says that a check could not run, and shows no older answer as if it were this one', async () => {
    const { user, client } = renderScreen(at('check'), { ...sealStore(aSeal).handlers, ...passing })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    await screen.findByText('This identity can use the key as a seal key')
    client.answer({
      'seal.check': () => {
        throw new DiagnosedError('sandbox-stopped')
      },
    })
    await user.click(screen.getByRole('button', { name: 'Run check again' }))
    expect(await screen.findByText('The check could not run')).toBeDefined()
    expect(screen.queryByText('This identity can use the key as a seal key')).toBeNull()
    expect(screen.queryByRole('list', { name: 'Steps of the check' })).toBeNull()
  })

  it('turns stale with the first changed letter and stays stale when it is saved', async () => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at('check'), { ...store.handlers, ...passing })
    await user.click(await screen.findByRole('button', { name: 'Run check' }))
    await screen.findByText('This identity can use the key as a seal key')
    await user.click(screen.getByRole('tab', { name: 'Configure' }))
    expect(screen.queryByText('stale')).toBeNull()
    await user.type(await screen.findByRole('textbox', { name: /kms_key_id/ }), '-2')
    expect(await screen.findByText('stale')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(store.seals[0]?.parameters.kms_key_id).toBe('alias/vault-unseal-2'))
    expect(await screen.findByText('stale')).toBeDefined()
  })
})

describe('Header', () => {
  it.each(['Billing{Enter}', '{Escape}'])('gives the focus back to Rename after %s', async (keys) => {
    const { user } = renderScreen(at('check'), sealStore(aSeal).handlers)
    await user.click(await screen.findByRole('button', { name: 'Rename' }))
    await user.keyboard(keys)
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Rename'))
  })
})

const descriptionOf = (field: HTMLElement) =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ')

describe('Configure', () => {
  it('checks what was saved a moment ago, not what was there before', async () => {
    const { user, client } = renderScreen(at('configure'), { ...sealStore(aSeal).handlers, ...passing })
    await user.type(await screen.findByRole('textbox', { name: /kms_key_id/ }), '-2')
    await user.click(screen.getByRole('button', { name: 'Save and check' }))
    expect(await screen.findByText('This identity can use the key as a seal key')).toBeDefined()
    const checked = client.calls.find((call) => call.name === 'seal.check')
    expect(checked?.input).toMatchObject({ kmsKeyId: 'alias/vault-unseal-2' })
  })

  it('refuses a literal secret as it is typed and cannot save it', async () => {
    const store = sealStore(aSeal)
    const { user, client } = renderScreen(at('configure'), store.handlers)
    const field = await screen.findByRole('textbox', { name: /secret_key/ })
    await user.click(field)
    await user.paste('wJalr')
    await waitFor(() => expect(descriptionOf(field)).toContain('never the secret itself'))
    expect(screen.getAllByText('Mend first: Secret access key').length).toBeGreaterThan(0)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.keyboard('{Control>}s{/Control}')
    expect(client.calls.map(({ name }) => name)).not.toContain('seals.save')
    expect(store.seals[0]?.parameters).toEqual(aSeal.parameters)
  })

  it('says at a field what is wrong with it, and writes no stanza with it', async () => {
    const { user } = renderScreen(at('configure'), sealStore(aSeal).handlers)
    const endpoint = await screen.findByRole('textbox', { name: /endpoint/ })
    await user.clear(endpoint)
    await user.paste('https://user:secret@kms.local')
    await waitFor(() => expect(descriptionOf(endpoint)).toContain('no user and no password'))
    expect(screen.getAllByText('Mend first: Endpoint').length).toBeGreaterThan(0)
    expect(screen.getByText(/shown when the marked fields are mended/)).toBeDefined()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('neither saves nor forgets a version that is not finished', async () => {
    const handlers = sealStore(aSeal).handlers
    const first = renderScreen(at('configure'), handlers)
    const version = await screen.findByRole('combobox', { name: 'Version' })
    await first.user.clear(version)
    await first.user.type(version, '2.5')
    expect(screen.getAllByText('Mend first: Version').length).toBeGreaterThan(0)
    await first.user.keyboard('{Escape}{Control>}s{/Control}')
    expect(first.client.calls.map(({ name }) => name)).not.toContain('seals.save')
    cleanup()

    const { user } = renderScreen(at('configure'), handlers)
    expect(await screen.findByDisplayValue('2.5')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    expect(await screen.findByDisplayValue('2.6.2')).toBeDefined()
    expect(screen.getByText('Saved')).toBeDefined()
  })

  it.each(['{Enter}', '{Control>}s{/Control}'])('saves on %s, and keeps the focus where it was', async (keys) => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at('configure'), store.handlers)
    const key = await screen.findByRole('textbox', { name: /kms_key_id/ })
    await user.type(key, `-2${keys}`)
    await waitFor(() => expect(store.seals[0]?.parameters.kms_key_id).toBe('alias/vault-unseal-2'))
    expect(await screen.findByText('Saved')).toBeDefined()
    expect(document.activeElement).toBe(key)
  })

  it('leaves the focus on Save when there is nothing more to save', async () => {
    const { user } = renderScreen(at('configure'), sealStore(aSeal).handlers)
    await user.type(await screen.findByRole('textbox', { name: /kms_key_id/ }), '2')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('Saved')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save' }))
  })

  it('warns of blanks around the key', async () => {
    const { user } = renderScreen(at('configure'), sealStore(aSeal).handlers)
    const key = await screen.findByRole('textbox', { name: /kms_key_id/ })
    await user.type(key, ' ')
    await waitFor(() => expect(descriptionOf(key)).toContain('Blanks'))
  })

  it('writes the stanza as the form changes, with the edited line marked', async () => {
    const { user } = renderScreen(at('configure'), sealStore(aSeal).handlers)
    await user.type(await screen.findByRole('textbox', { name: /kms_key_id/ }), 'x')
    await waitFor(() => {
      const marked = screen.getByRole('region', { name: 'HCL' }).querySelector('mark')
      expect(marked?.textContent).toContain('alias/vault-unsealx')
    })
  })

  it('keeps unsaved changes when the screen is left, and discards them on demand', async () => {
    const handlers = sealStore(aSeal).handlers
    const first = renderScreen(at('configure'), handlers)
    await first.user.type(await screen.findByRole('textbox', { name: /kms_key_id/ }), 'x')
    cleanup()
    const second = renderScreen(at('configure'), handlers)
    expect(await screen.findByDisplayValue('alias/vault-unsealx')).toBeDefined()
    await second.user.click(screen.getByRole('button', { name: 'Discard' }))
    expect(await screen.findByDisplayValue('alias/vault-unseal')).toBeDefined()
  })
})

describe('Export', () => {
  it('shows each form, remembers the choice and saves the same text', async () => {
    const { user, client } = renderScreen(at('export'), {
      ...sealStore(aSeal).handlers,
      'config.exportToFile': () => ({ path: '/home/me/seal.json' }),
    })
    await user.click(await screen.findByRole('button', { name: 'JSON' }))
    await waitFor(() => expect(screen.getByRole('region', { name: 'JSON' }).textContent).toContain('# json'))
    expect(client.calls.find((call) => call.name === 'settings.write')?.input).toEqual({ exportForm: 'json' })
    await user.click(screen.getByRole('button', { name: 'Save file' }))
    expect(await screen.findByTitle('/home/me/seal.json')).toBeDefined()
    const saved = client.calls.find((call) => call.name === 'config.exportToFile')
    expect(saved?.input).toMatchObject({ form: 'json', parameters: aSeal.parameters })
  })

  it('asks for the plugin where the server has the seal through one only', async () => {
    const bao27 = { ...aSeal, engine: { product: 'openbao', version: '2.7.2' } as const }
    const { user, client } = renderScreen(at('export'), sealStore(bao27).handlers)
    await user.type(await screen.findByRole('textbox', { name: /Plugin directory/ }), '/opt/plugins')
    await user.type(screen.getByRole('textbox', { name: /SHA-256/ }), 'a'.repeat(64))
    await waitFor(() => expect(client.calls.at(-1)?.input).toMatchObject({ plugin: { directory: '/opt/plugins' } }))
    await user.click(screen.getByRole('tab', { name: 'Check' }))
    await user.click(screen.getByRole('tab', { name: 'Export' }))
    expect(await screen.findByDisplayValue('/opt/plugins')).toBeDefined()
  })

  it('shows why a file could not be written', async () => {
    const { user } = renderScreen(at('export'), {
      ...sealStore(aSeal).handlers,
      'config.exportToFile': () => {
        throw new DiagnosedError('file-unwritable', { file: '/root/seal.hcl' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Save file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('/root/seal.hcl')
  })
})
