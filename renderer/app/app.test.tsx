import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diagnosis } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { SavedSeal } from '../../shared/domain/saved-seal.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { createFakeClient, type FakeHandlers } from '../client/fake-client.ts'
import '../features/seals/editor/testing/simulated-selection.ts'
import { App } from './app.tsx'

beforeEach(() => {
  location.hash = ''
})
afterEach(cleanup)

const stopped = { state: 'stopped', keys: [], principals: [], keptAside: [], outsideClients: [] } as const
const identityOf = (connection: Connection) => ({
  connection,
  callerArn: 'arn:aws:iam::111122223333:user/owner',
  account: '111122223333',
  partition: 'aws',
  region: 'us-east-1',
  source: connection.kind,
  trace: [],
})

const info = { version: '0.1.0', runtimes: [], files: [], unofficialElectron: false, settingsKeptAside: [] }
const seal: SavedSeal = {
  id: 's1',
  name: 'First seal',
  engine: { product: 'openbao', version: '2.6.2' },
  connection: { kind: 'sandbox' },
  parameters: { kms_key_id: 'alias/vault-unseal' },
  createdAt: '2026-11-25T10:00:00.000Z',
  updatedAt: '2026-11-25T10:00:00.000Z',
}

function open(handlers: FakeHandlers = {}) {
  const client = createFakeClient({
    'settings.read': () => defaultSettings,
    'settings.write': () => defaultSettings,
    'seals.list': () => ({ seals: [], keptAside: [] }),
    'identity.current': () => identityOf({ kind: 'sandbox' }),
    'identity.use': ({ connection }) => identityOf(connection),
    'identity.list': () => ({ profiles: [], ssoSessions: [], files: [] }),
    'sandbox.status': () => ({ ...stopped, keys: [], principals: [], keptAside: [], outsideClients: [] }),
    'sandbox.start': () => ({ ...stopped, keys: [], principals: [], keptAside: [], outsideClients: [] }),
    'app.info': () => info,
    ...handlers,
  })
  render(<App client={client} />)
  return { client, user: userEvent.setup() }
}

const patient = { timeout: 15_000 }
const heading = (name: string) => screen.findByRole('heading', { name, level: 1 }, patient)
const current = () => screen.getByRole('link', { current: 'page' }).textContent

describe('the app', () => {
  it('opens on Seals and says who it is', async () => {
    open()
    await heading('Seals')
    expect(current()).toContain('Seals')
    await screen.findByTitle('arn:aws:iam::111122223333:user/owner', {}, patient)
  })

  it('opens on the screen where it was left, and remembers where one goes', async () => {
    const { client, user } = open({ 'settings.read': () => ({ ...defaultSettings, lastScreen: '/settings' }) })
    await heading('Settings')
    await user.click(screen.getByRole('link', { name: 'Seals' }))
    await heading('Seals')
    await waitFor(
      () => expect(client.calls).toContainEqual({ name: 'settings.write', input: { lastScreen: '/seals' } }),
      patient,
    )
  })

  it('changes screens and opens the switcher by keyboard', async () => {
    const { user } = open()
    await heading('Seals')
    await user.keyboard('{Control>}6{/Control}')
    await heading('Settings')
    await user.keyboard('{Meta>}1{/Meta}')
    await heading('Seals')
    await user.keyboard('{Control>}p{/Control}')
    await screen.findByRole('combobox', { name: 'Filter identities', hidden: true }, patient)
  })

  it('gives the focus to the seal that is opened, and to none of its tabs', async () => {
    open({ 'seals.list': () => ({ seals: [seal], keptAside: [] }) })
    const link = await screen.findByRole('link', { name: 'First seal' }, patient)
    screen.getByRole('row', { name: /First seal/ }).focus()
    await userEvent.keyboard('{Enter}')
    await heading('First seal')
    expect(link.isConnected).toBe(false)
    expect(document.activeElement).toBe(document.getElementById('main'))
    const tab = screen.getByRole('tab', { name: 'Check' })
    await userEvent.click(tab)
    await waitFor(() => expect(location.hash).toBe('#/seals/s1/check'))
    expect(document.activeElement).not.toBe(document.getElementById('main'))
  })

  it('comes back from a seal to its row', async () => {
    const other = { ...seal, id: 's2', name: 'Second seal' }
    open({ 'seals.list': () => ({ seals: [seal, other], keptAside: [] }) })
    await screen.findByRole('link', { name: 'Second seal' }, patient)
    screen.getByRole('row', { name: /Second seal/ }).focus()
    await userEvent.keyboard('{Enter}')
    await heading('Second seal')
    await userEvent.keyboard('{Control>}1{/Control}')
    await heading('Seals')
    const row = screen.getByRole('row', { name: /Second seal/ })
    expect(row.getAttribute('aria-selected')).toBe('true')
    expect(document.activeElement).toBe(row)
  })

  it('leaves the screen behind an open dialog as it is', async () => {
    const { user } = open()
    await heading('Seals')
    await user.keyboard('{Control>}p{/Control}')
    await screen.findByRole('combobox', { name: 'Filter identities', hidden: true }, patient)
    await user.keyboard('{Control>}6{/Control}{Control>}n{/Control}')
    expect(location.hash).toBe('#/seals')
  })

  it('leaves the screen behind an open question as it is', async () => {
    location.hash = '#/settings'
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Reset' }, patient))
    await screen.findByRole('dialog', { name: /Reset the sandbox/ }, patient)
    await user.keyboard('{Control>}1{/Control}')
    expect(location.hash).toBe('#/settings')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await user.keyboard('{Control>}1{/Control}')
    await heading('Seals')
  })

  it('tells a taken port on every screen, with another port as the way on', async () => {
    const found = diagnosis('sandbox-port-in-use', { port: 4600 })
    const { client, user } = open({
      'sandbox.status': () => ({
        state: 'failed',
        keys: [],
        principals: [],
        keptAside: [],
        outsideClients: [],
        diagnosis: found,
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Use another port' }, patient))
    await waitFor(() => expect(client.calls).toContainEqual({ name: 'sandbox.start', input: { anyPort: true } }))
  })

  it('tells once that the sandbox and the settings were damaged, and where they lie', async () => {
    const running = { ...stopped, state: 'running' } as const
    open({
      'sandbox.status': () => ({
        ...running,
        keys: [],
        principals: [],
        outsideClients: [],
        keptAside: ['/data/sandbox/store.damaged'],
      }),
      'app.info': () => ({ ...info, settingsKeptAside: ['/data/settings.damaged.json'] }),
    })
    await screen.findByText(/all its keys are new.*: \/data\/sandbox\/store.damaged$/, {}, patient)
    await screen.findByText(/took its defaults.*: \/data\/settings.damaged.json$/, {}, patient)
  })

  it('opens a configuration file by its key, and one that is dropped anywhere on the window', async () => {
    const opened = (path: string) => ({ files: [{ path, text: 'ui = true\n', version: 'v1' }] })
    const { user } = open({
      'config.pick': () => opened('/etc/picked.hcl'),
      'config.openDropped': () => opened('/etc/dropped.hcl'),
      'config.version': () => ({ version: 'v1' }),
      'config.parse': () => ({ format: 'hcl', seals: [], problems: [] }),
      'config.lint': () => ({ problems: [] }),
    })
    await heading('Seals')
    await user.keyboard('{Control>}o{/Control}')
    await screen.findByRole('heading', { name: 'Configuration files' }, patient)
    expect(current()).toContain('Seals')

    const drag = (type: string) => Object.assign(new Event(type, { cancelable: true }), { dataTransfer: files })
    const files = { types: ['Files'] }
    fireEvent(window, drag('dragover'))
    await screen.findByText('Drop configuration files to open them')
    fireEvent(window, drag('drop'))
    await screen.findByRole('button', { name: 'dropped.hcl' }, patient)
    expect(screen.queryByText('Drop configuration files to open them')).toBeNull()
  })

  it('says so where an address leads nowhere', async () => {
    location.hash = '#/nowhere'
    open()
    await screen.findByText('There is no such screen', {}, patient)
  })

  it('holds to the defaults where the settings cannot be read', async () => {
    open({
      'settings.read': () => {
        throw new Error('gone')
      },
    })
    await heading('Seals')
  })
})
