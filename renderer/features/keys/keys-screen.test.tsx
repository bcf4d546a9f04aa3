import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import type { KeyDescription } from '../../../shared/domain/kms-key.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { ClientProvider } from '../../client/client-provider.tsx'
import { createFakeClient, type FakeHandlers } from '../../client/fake-client.ts'
import { IdentityProvider } from '../../client/identity.tsx'
import { NotificationProvider } from '../../ui/notifications.tsx'
import { KeysScreen } from './keys-screen.tsx'

// Read when it is first needed in the app. Here no test is to wait for that, nor for a machine with much to do.
import '../../diagnosis/drawn-panel.tsx'

configure({ asyncUtilTimeout: 5_000 })
afterEach(cleanup)

const arn = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`
const described = (key: string): KeyDescription => ({
  keyId: key.split('/').at(-1) ?? '',
  keyArn: key,
  state: key.endsWith('k2') ? 'Disabled' : 'Enabled',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  manager: 'CUSTOMER',
  multiRegion: false,
  createdAt: '2024-01-01T00:00:00.000Z',
  description: '',
  aliases: [],
})
const usual: FakeHandlers = {
  'identity.current': () => ({
    connection: { kind: 'sandbox' },
    callerArn: 'arn:aws:iam::111122223333:user/owner',
    account: '111122223333',
    partition: 'aws',
    region: 'us-east-1',
    source: 'sandbox',
    trace: [],
  }),
  'keys.list': (_, call) => {
    call.report({ loaded: 2 })
    return {
      keys: [
        { keyId: 'k1', keyArn: arn('k1'), aliases: ['alias/a', 'alias/b'] },
        { keyId: 'k2', keyArn: arn('k2'), aliases: [] },
      ],
      aliases: [
        { name: 'alias/a', arn: 'arn:alias/a', targetKeyId: 'k1' },
        { name: 'alias/b', arn: 'arn:alias/b', targetKeyId: 'k1' },
        { name: 'alias/aws/ebs', arn: 'arn:alias/aws/ebs' },
      ],
    }
  },
  'keys.describe': ({ key }) => described(key),
  'keys.fitness': ({ key }) => ({ verdict: key.endsWith('k2') ? 'unfit' : 'fit', findings: [] }),
  'keys.rotation': () => ({
    automatic: { supported: true, enabled: true, periodInDays: 365, nextAt: '2027-01-01T00:00:00.000Z' },
    materials: [
      { id: 'm2', state: 'CURRENT', rotatedAt: '2026-01-01T00:00:00.000Z', type: 'ON_DEMAND' },
      { id: 'm1', state: 'NON_CURRENT' },
    ],
    onDemand: {},
  }),
}

function start(handlers: FakeHandlers = {}, path = '/keys') {
  const client = createFakeClient({ ...usual, ...handlers })
  const location = memoryLocation({ path, record: true })
  render(
    <ClientProvider client={client}>
      <NotificationProvider>
        <Router hook={location.hook}>
          <IdentityProvider settings={defaultSettings}>
            <Route path="/keys/:keyId?" component={KeysScreen} />
          </IdentityProvider>
        </Router>
      </NotificationProvider>
    </ClientProvider>,
  )
  return { client, location, user: userEvent.setup() }
}

describe('KeysScreen', () => {
  it('lists each key once with its aliases, state and fitness', async () => {
    const { client } = start()
    const row = await screen.findByRole('row', { name: /k1/ })
    expect(row.textContent).toContain('+1')
    await waitFor(() => expect(row.textContent).toContain('Fit'))
    const other = screen.getByRole('row', { name: /No alias/ })
    await waitFor(() => expect(other.textContent).toMatch(/Unfit.*Disabled/))
    expect(screen.getByRole('row', { name: /alias\/aws\/ebs/ }).textContent).toContain('No key behind it yet')
    expect(client.calls.filter((call) => call.name === 'keys.describe')).toHaveLength(2)
  })

  it('opens a key’s detail and lets arrow keys browse', async () => {
    const { user, location } = start()
    await user.click(await screen.findByRole('radio', { name: 'alias/a' }))
    expect(await screen.findByRole('region', { name: 'Key alias/a' })).toBeDefined()
    expect(location.history.at(-1)).toBe('/keys/k1')
    await user.click(screen.getByRole('tab', { name: 'Rotation' }))
    expect((await screen.findByText(/never re-wraps/)).textContent).toContain('every 365 days')
    const materials = screen.getByRole('table', { name: 'Key materials' })
    expect(within(materials).getByRole('row', { name: /m2/ }).textContent).toContain('On demand')
    expect(within(materials).getByRole('row', { name: /m1/ }).textContent).toContain('First material')
    const timeline = screen.getByRole('region', { name: 'Rotation timeline' })
    expect(
      within(timeline).getByRole('button', { name: /Rotation on demand · 2026-01-01 00:00 UTC · material m2/ }),
    ).toBeDefined()
    expect(within(timeline).getByRole('button', { name: /Next automatic rotation · 2027-01-01/ })).toBeDefined()
  })

  it('opens the alias that its address names', async () => {
    start({}, `/keys/${encodeURIComponent('alias/aws/ebs')}`)
    expect(await screen.findByText('No key behind this alias')).toBeDefined()
  })

  it('says why the list is missing and lists again on demand', async () => {
    const { user, client } = start({
      'keys.list': () => {
        throw new DiagnosedError('permission-denied', { operation: 'kms:ListKeys' })
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('kms:ListKeys')
    expect(screen.getByRole('heading', { level: 1, name: 'Keys' })).toBeDefined()
    client.answer({ 'keys.list': usual['keys.list'] as NonNullable<FakeHandlers['keys.list']> })
    await user.click(await screen.findByRole('button', { name: 'List again' }))
    expect(await screen.findByRole('row', { name: /k1/ })).toBeDefined()
  })

  it('can be cancelled while it lists', async () => {
    const { user, client } = start({ 'keys.list': () => new Promise(() => {}) })
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByText('The list was cancelled')).toBeDefined()
    expect(client.cancelled.length).toBeGreaterThan(0)
    expect(screen.getByRole('heading', { level: 1, name: 'Keys' })).toBeDefined()
    client.answer({ 'keys.list': usual['keys.list'] as NonNullable<FakeHandlers['keys.list']> })
    await user.click(screen.getByRole('button', { name: 'List keys' }))
    expect(await screen.findByRole('row', { name: /k1/ })).toBeDefined()
  })

  it('hides the detail of a key that the filter hides, and shows it with the key', async () => {
    const { user } = start({}, '/keys/k1')
    expect(await screen.findByRole('region', { name: 'Key alias/a' })).toBeDefined()
    const filter = screen.getByRole('searchbox', { name: 'Filter keys' })
    await user.type(filter, 'k2')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Key alias/a' })).toBeNull())
    await user.clear(filter)
    expect(await screen.findByRole('region', { name: 'Key alias/a' })).toBeDefined()
  })

  it('gives the focus back to the row when its detail is closed', async () => {
    const { user } = start({}, '/keys/k1')
    await user.click(await screen.findByRole('button', { name: 'Close detail' }))
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'alias/a' }))
    expect(screen.queryByRole('region', { name: 'Key alias/a' })).toBeNull()
  })

  it('goes on over the end of a page with the arrow keys, and stops at the ends of the list', async () => {
    const names = Array.from({ length: 26 }, (_, index) => `k${String(index).padStart(2, '0')}`)
    const keys = names.map((keyId) => ({ keyId, keyArn: arn(keyId), aliases: [`alias/${keyId}`] }))
    const { user, location } = start({ 'keys.list': () => ({ keys, aliases: [] }) })
    ;(await screen.findByRole('radio', { name: 'alias/k24' })).click()
    screen.getByRole('radio', { name: 'alias/k24' }).focus()
    await user.keyboard('{ArrowDown}')
    const last = await screen.findByRole('radio', { name: 'alias/k25' })
    await waitFor(() => expect(document.activeElement).toBe(last))
    await user.keyboard('{ArrowDown}')
    expect(location.history.at(-1)).toBe('/keys/k25')
    await user.keyboard('{ArrowUp}')
    const former = await screen.findByRole('radio', { name: 'alias/k24' })
    await waitFor(() => expect(document.activeElement).toBe(former))
  })

  it('tells that an identity has no keys', async () => {
    start({ 'keys.list': () => ({ keys: [], aliases: [] }) })
    expect(await screen.findByText('No keys')).toBeDefined()
  })
})
