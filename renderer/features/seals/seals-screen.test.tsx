import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import { newSealDrafts, newSealKey, sealDrafts } from './drafts.ts'
import { surroundingsOf } from './effective/kept-surroundings.ts'
import { emptySurroundings } from './effective/surroundings.ts'
import { newSealDraft } from './new-seal-draft.ts'
import { draftOf } from './seal-draft.ts'
import { SealsScreen } from './seals-screen.tsx'
import { aSeal, renderScreen, sealStore } from './testing/render-screen.tsx'

afterEach(cleanup)

const at = { path: '/seals', route: '/seals', screen: <SealsScreen /> }
const other = { ...aSeal, id: 's2', name: 'Staging', engine: { product: 'vault', version: '1.21.4' } as const }

describe('SealsScreen', () => {
  it('explains itself when nothing is saved, and begins on the sandbox', async () => {
    const { user, location } = renderScreen(at, sealStore().handlers)
    await user.click(await screen.findByRole('button', { name: 'Try it on the sandbox' }))
    expect(location.history).toContain('/seals/new')
  })

  it('begins afresh on the sandbox, whatever the wizard was left with', async () => {
    newSealDrafts.set(newSealKey, {
      ...newSealDraft({ product: 'vault', version: '1.21.4' }, { kind: 'environment' }, 'eu-west-1'),
      step: 2,
    })
    const { user } = renderScreen(at, sealStore().handlers)
    await user.click(await screen.findByRole('button', { name: 'Try it on the sandbox' }))
    expect(newSealDrafts.get(newSealKey)).toBeUndefined()
  })

  it('shows each seal with server, key and a verdict that knows its age', async () => {
    const subject = { connection: { kind: 'sandbox' } as const, kmsKeyId: 'alias/vault-unseal', region: 'us-east-1' }
    const checked = {
      ...aSeal,
      lastCheck: {
        verdict: 'pass' as const,
        at: new Date(Date.now() - 180_000).toISOString(),
        subject: { ...subject, endpoint: 'http://127.0.0.1:4600' },
      },
    }
    const moved = {
      ...checked,
      id: 's2',
      name: 'Moved',
      parameters: { ...aSeal.parameters, kms_key_id: 'alias/other' },
    }
    renderScreen(at, sealStore(checked, moved).handlers)
    const row = await screen.findByRole('row', { name: /Payments/ })
    expect(row.textContent).toContain('OpenBao 2.6.2')
    expect(row.textContent).toMatch(/Passed.*3 minutes ago/)
    expect(row.textContent).not.toContain('stale')
    expect(screen.getByRole('row', { name: /Moved/ }).textContent).toContain('stale')
  })

  it('selects by keyboard, removes the selected seal and puts it back', async () => {
    const store = sealStore(aSeal, other)
    const { user } = renderScreen(at, store.handlers)
    const first = await screen.findByRole('row', { name: /Payments/ })
    first.focus()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('row', { name: /Staging/ }).getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{Delete}')
    await waitFor(() => expect(store.seals.map((seal) => seal.id)).toEqual(['s1']))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(store.seals.map((seal) => seal.id)).toEqual(['s1', 's2']))
    expect(store.seals[1]).toMatchObject({ name: 'Staging', engine: other.engine })
  })

  it('keeps what is known around a removed seal while it can come back, and then has main forget it', async () => {
    const loaded = { handle: 'h1', names: [], files: [], carriesConfig: false, problems: [] }
    for (const { id } of [aSeal, other]) surroundingsOf.set(id, { ...emptySurroundings, loaded })
    const { user, client } = renderScreen(at, { ...sealStore(aSeal, other).handlers, 'resolve.unload': () => ({}) })
    const unloaded = () => client.calls.filter(({ name }) => name === 'resolve.unload').map(({ input }) => input)
    ;(await screen.findByRole('row', { name: /Staging/ })).focus()
    await user.keyboard('{Delete}')
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await screen.findByRole('row', { name: /Staging/ })
    expect(surroundingsOf.get(other.id)?.loaded).toEqual(loaded)
    screen.getByRole('row', { name: /Payments/ }).focus()
    await user.keyboard('{Delete}')
    await user.click(await screen.findByRole('button', { name: 'Dismiss' }))
    expect(surroundingsOf.get(aSeal.id)).toBeUndefined()
    expect(unloaded()).toEqual([{ handle: 'h1' }])
    surroundingsOf.set(other.id, undefined)
  })

  it('renames in place and duplicates under a name of its own', async () => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at, store.handlers)
    const row = await screen.findByRole('row', { name: /Payments/ })
    row.focus()
    await user.keyboard('{F2}')
    await user.clear(screen.getByRole('textbox', { name: 'Name of Payments' }))
    await user.keyboard('Billing{Enter}')
    await waitFor(() => expect(store.seals[0]?.name).toBe('Billing'))
    await user.click(screen.getByRole('button', { name: 'Duplicate' }))
    await waitFor(() => expect(store.seals.map((seal) => seal.name)).toEqual(['Billing', 'Billing (copy)']))
    expect(store.seals[1]?.id).not.toBe('s1')
  })

  it('duplicates once, however often it is clicked at once', async () => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at, store.handlers)
    await user.click(await screen.findByRole('row', { name: /Payments/ }))
    await user.dblClick(screen.getByRole('button', { name: 'Duplicate' }))
    await screen.findByRole('row', { name: /\(copy\)/ })
    expect(store.seals.map((seal) => seal.name)).toEqual(['Payments', 'Payments (copy)'])
  })

  it('goes on at the next row after a removal, and at the row that came back', async () => {
    const third = { ...other, id: 's3', name: 'Third' }
    const { user } = renderScreen(at, sealStore(aSeal, other, third).handlers)
    ;(await screen.findByRole('row', { name: /Staging/ })).focus()
    await user.keyboard('{Delete}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Third'))
    await user.keyboard('{Delete}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Payments'))
    const [undo] = await screen.findAllByRole('button', { name: 'Undo' })
    await user.click(undo as HTMLElement)
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Third'))
  })

  it('leaves the focus where a click put it when that ends a rename', async () => {
    const { user } = renderScreen(at, sealStore(aSeal).handlers)
    ;(await screen.findByRole('row', { name: /Payments/ })).focus()
    await user.keyboard('{F2}')
    const filter = screen.getByRole('searchbox', { name: 'Filter seals' })
    await user.click(filter)
    expect(document.activeElement).toBe(filter)
    expect(screen.queryByRole('textbox', { name: 'Name of Payments' })).toBeNull()
  })

  it('says that a seal needs a name, and keeps the old one', async () => {
    const store = sealStore(aSeal)
    const { user } = renderScreen(at, store.handlers)
    ;(await screen.findByRole('row', { name: /Payments/ })).focus()
    await user.keyboard('{F2}')
    await user.clear(screen.getByRole('textbox', { name: 'Name of Payments' }))
    await user.keyboard('{Enter}')
    expect(screen.getByRole('alert').textContent).toBe('A seal needs a name. Esc keeps the old one.')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Payments'))
    expect(store.seals[0]?.name).toBe('Payments')
  })

  it('marks a seal whose form holds unsaved changes', async () => {
    sealDrafts.set('s1', { ...draftOf(aSeal), engine: other.engine })
    renderScreen(at, sealStore(aSeal, other).handlers)
    expect((await screen.findByRole('row', { name: /Payments/ })).textContent).toContain('unsaved changes')
    expect(screen.getByRole('row', { name: /Staging/ }).textContent).not.toContain('unsaved changes')
    sealDrafts.set('s1', undefined)
  })

  it('filters by property and says when nothing matches', async () => {
    const { user } = renderScreen(at, sealStore(aSeal, other).handlers)
    const filter = await screen.findByRole('searchbox', { name: 'Filter seals' })
    await user.type(filter, 'server:vault')
    expect(screen.getAllByRole('row')).toHaveLength(2)
    expect(screen.getByText('1 seal of 2')).toBeDefined()
    await user.type(filter, ' nothing')
    expect(screen.getByText('No seal matches the filter')).toBeDefined()
  })

  it('names a damaged file that was kept aside', async () => {
    renderScreen(at, { 'seals.list': () => ({ seals: [], keptAside: ['/data/seals.json.damaged-1'] }) })
    expect(await screen.findByText('/data/seals.json.damaged-1')).toBeDefined()
  })

  it('shows why the list cannot be read', async () => {
    renderScreen(at, {
      'seals.list': () => {
        throw new DiagnosedError('file-unreadable', { file: '/data/seals.json' })
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('/data/seals.json')
  })
})
