import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeHandlers } from '../../client/fake-client.ts'
import { newSealDrafts, newSealKey } from './drafts.ts'
import { newSealDraft } from './new-seal-draft.ts'
import { NewSealScreen } from './new-seal-screen.tsx'
import { renderScreen, sealStore } from './testing/render-screen.tsx'

beforeEach(() => newSealDrafts.set(newSealKey, undefined))
afterEach(cleanup)

const at = { path: '/seals/new', route: '/seals/new', screen: <NewSealScreen /> }
const keys: FakeHandlers = {
  'keys.list': () => ({
    keys: [
      { keyId: 'k1', keyArn: 'arn:aws:kms:us-east-1:111122223333:key/k1', aliases: ['alias/vault-unseal'] },
      { keyId: 'k2', keyArn: 'arn:aws:kms:us-east-1:111122223333:key/k2', aliases: ['alias/disabled'] },
    ],
    aliases: [],
  }),
  'keys.fitness': ({ key }) => ({ verdict: key.endsWith('k1') ? 'fit' : 'unfit', findings: [] }),
}
const engine = { product: 'openbao', version: '2.6.2' } as const
const next = () => screen.getByRole('button', { name: 'Next' })

describe('NewSealScreen', () => {
  it('leads from a server to a saved seal whose check is asked for', async () => {
    const store = sealStore()
    const { user, location } = renderScreen(at, { ...store.handlers, ...keys })
    await user.click(next())
    expect(await screen.findByText('http://127.0.0.1:4600')).toBeDefined()
    await user.click(next())
    await user.click(await screen.findByRole('radio', { name: 'alias/vault-unseal' }))
    expect(await screen.findByText('Fit')).toBeDefined()
    expect(await screen.findByText('Unfit')).toBeDefined()
    await user.click(next())
    expect(await screen.findByRole('region', { name: 'HCL' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(store.seals).toHaveLength(1))
    expect(store.seals[0]).toMatchObject({
      name: 'OpenBao 2.6.2, vault-unseal',
      engine: { product: 'openbao', version: '2.6.2' },
      connection: { kind: 'sandbox' },
      parameters: { kms_key_id: 'alias/vault-unseal', region: 'us-east-1', endpoint: 'http://127.0.0.1:4600' },
    })
    await waitFor(() => expect(location.history.at(-1)).toBe('/seals/s1/check'))
  })

  it('creates one seal, however often Create is pressed', async () => {
    newSealDrafts.set(newSealKey, {
      ...newSealDraft(engine, { kind: 'sandbox' }, ''),
      step: 3,
      key: 'alias/vault-unseal',
    })
    const store = sealStore()
    const { user, client, location } = renderScreen(at, { ...store.handlers, ...keys })
    await user.dblClick(await screen.findByRole('button', { name: 'Create' }))
    await waitFor(() => expect(location.history.at(-1)).toBe('/seals/s1/check'))
    expect(client.calls.filter(({ name }) => name === 'seals.save')).toHaveLength(1)
    expect(store.seals).toHaveLength(1)
  })

  it('holds at a version that is not finished', async () => {
    const { user } = renderScreen(at, { ...sealStore().handlers, ...keys })
    const version = screen.getByRole('combobox', { name: 'Version' })
    await user.clear(version)
    await user.type(version, '2.5{Escape}')
    await user.click(next())
    expect(screen.getByDisplayValue('2.5')).toBeDefined()
    expect(screen.queryByText('Identity', { selector: 'h1 *' })).toBeNull()
    await user.type(screen.getByRole('combobox', { name: 'Version' }), '.0{Escape}')
    await user.click(next())
    expect(await screen.findByText('http://127.0.0.1:4600')).toBeDefined()
    expect(newSealDrafts.get(newSealKey)?.engine.version).toBe('2.5.0')
  })

  it('can list the keys again after the list was cancelled', async () => {
    newSealDrafts.set(newSealKey, { ...newSealDraft(engine, { kind: 'sandbox' }, ''), step: 2 })
    const { user, client } = renderScreen(at, { ...sealStore().handlers, 'keys.list': () => new Promise(() => {}) })
    const listing = await screen.findByText('Listing keys')
    await user.click(within(listing).getByRole('button', { name: 'Cancel' }))
    client.answer(keys)
    await user.click(await screen.findByRole('button', { name: 'List keys' }))
    expect(await screen.findByRole('radio', { name: 'alias/vault-unseal' })).toBeDefined()
  })

  it('does not go past the key without one, and takes any typed reference', async () => {
    const { user } = renderScreen(at, { ...sealStore().handlers, ...keys })
    await user.click(next())
    await user.click(next())
    await user.click(next())
    expect(await screen.findByText('Choose a key or type a reference to one.')).toBeDefined()
    await user.type(screen.getByRole('textbox', { name: /Key reference/ }), 'mrk-1234')
    await user.click(next())
    expect(await screen.findByRole('region', { name: 'HCL' })).toBeDefined()
  })

  it('keeps what was typed when Escape leaves it', async () => {
    const first = renderScreen(at, { ...sealStore().handlers, ...keys })
    await first.user.click(next())
    await first.user.click(next())
    await first.user.type(screen.getByRole('textbox', { name: /Key reference/ }), 'mrk-1234{Escape}')
    expect(first.location.history.at(-1)).toBe('/seals')
    cleanup()
    renderScreen(at, { ...sealStore().handlers, ...keys })
    expect(await screen.findByDisplayValue('mrk-1234')).toBeDefined()
  })
})
