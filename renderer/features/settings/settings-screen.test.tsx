import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError, diagnosis } from '../../../shared/diagnosis.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { ClientProvider } from '../../client/client-provider.tsx'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { createFakeClient, type FakeHandlers } from '../../client/fake-client.ts'
import { IdentityProvider } from '../../client/identity.tsx'
import { NotificationArea, NotificationProvider } from '../../ui/notifications.tsx'
import { SettingsScreen } from './settings-screen.tsx'

afterEach(cleanup)

const keyId = '9b6f1c2e-0000-4000-8000-000000000000'
const running: SandboxStatus = {
  state: 'running',
  endpoint: 'http://127.0.0.1:41231',
  port: 41_231,
  region: 'us-east-1',
  accessKeyId: 'AKIASANDBOX',
  keys: [{ name: 'fit', keyId, arn: `arn:aws:kms:us-east-1:1:key/${keyId}`, alias: 'alias/vault-unseal' }],
  principals: [],
  keptAside: [],
  outsideClients: [{ userAgent: 'openbao/2.6.2', requests: 12, lastAt: '2026-11-25T10:00:00.000Z' }],
}

function open(handlers: FakeHandlers = {}) {
  const client = createFakeClient({
    'settings.read': () => defaultSettings,
    'settings.write': (patch) => ({ ...defaultSettings, ...(patch.theme ? { theme: patch.theme } : {}) }),
    'sandbox.status': () => running,
    'sandbox.start': () => running,
    'sandbox.stop': () => ({ ...running, state: 'stopped' }),
    'sandbox.reset': () => running,
    'sandbox.copyEnvironment': () => ({}),
    'config.export': ({ parameters, engine }) => ({
      text: `# ${engine.product}\nseal "awskms" { endpoint = "${parameters.endpoint}" kms_key_id = "${parameters.kms_key_id}" }\n`,
      filename: 'seal.hcl',
      warnings: [],
    }),
    'app.info': () => ({
      version: '0.1.0',
      runtimes: [{ name: 'Electron', version: '45.4.1' }],
      files: [{ name: 'Saved seals', path: '/data/seals.json' }],
      unofficialElectron: false,
      settingsKeptAside: [],
    }),
    ...handlers,
  })
  render(
    <ClientProvider client={client}>
      <NotificationProvider>
        <IdentityProvider settings={undefined}>
          <NotificationArea />
          <SettingsScreen />
        </IdentityProvider>
      </NotificationProvider>
    </ClientProvider>,
  )
  return { client, user: userEvent.setup() }
}

const patient = { timeout: 15_000 }
const button = (name: string | RegExp) => screen.findByRole('button', { name }, patient)

describe('the sandbox in Settings', () => {
  it('shows where it is, what it holds, who uses it and a stanza for a server', async () => {
    open()
    await screen.findByText('Running', {}, patient)
    expect(screen.getByTitle('http://127.0.0.1:41231')).toBeTruthy()
    expect(screen.getByTitle('alias/vault-unseal')).toBeTruthy()
    expect(screen.getByText('openbao/2.6.2')).toBeTruthy()
    const stanza = await screen.findByRole('region', { name: 'seal stanza for the sandbox' })
    expect(stanza.textContent).toContain('endpoint = "http://127.0.0.1:41231" kms_key_id = "alias/vault-unseal"')
  })

  it('restarts in two commands, one after the other', async () => {
    const { client, user } = open({ 'sandbox.status': () => ({ ...running, outsideClients: [] }) })
    await user.click(await button('Restart'))
    await waitFor(() => expect(client.calls.map(({ name }) => name)).toContain('sandbox.start'))
    const names = client.calls.map(({ name }) => name).filter((name) => /sandbox\.(start|stop)/.test(name))
    expect(names).toEqual(['sandbox.stop', 'sandbox.start'])
  })

  it('asks before a reset, names what is lost, and resets to the seed that was chosen', async () => {
    const { client, user } = open()
    await user.click(await button('Reset'))
    const dialog = await screen.findByRole('dialog', {}, patient)
    expect(dialog.textContent).toContain('Reset the sandbox and lose all its keys')
    expect(dialog.textContent).not.toMatch(/\d keys/)
    expect(dialog.textContent).toContain('In use by: openbao/2.6.2.')
    await user.click(within(dialog).getByLabelText('No keys'))
    expect(client.calls.some(({ name }) => name === 'sandbox.reset')).toBe(false)
    await user.click(within(dialog).getByRole('button', { name: 'Reset sandbox' }))
    await waitFor(() => expect(client.calls).toContainEqual({ name: 'sandbox.reset', input: { seed: 'empty' } }))
  })

  it.each([
    ['Stop', 'Stop sandbox'],
    ['Restart', 'Restart sandbox'],
  ])('asks before %s while a server uses it, and then does it', async (name, action) => {
    const { client, user } = open()
    const stops = () => client.calls.filter((call) => call.name === 'sandbox.stop').length
    await user.click(await button(name))
    const dialog = await screen.findByRole('dialog', {}, patient)
    expect(dialog.textContent).toContain('In use by: openbao/2.6.2.')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(stops()).toBe(0)
    await user.click(await button(name))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: action }))
    await waitFor(() => expect(stops()).toBe(1))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says that the environment is on the clipboard, without having seen it', async () => {
    const { user } = open()
    await user.click(await button('Copy environment'))
    await screen.findByText('The environment of the sandbox is on the clipboard', {}, patient)
  })

  it('says why it does not run', async () => {
    const found = diagnosis('sandbox-port-in-use', { port: 41_231 })
    open({ 'sandbox.status': () => ({ ...running, state: 'failed', diagnosis: found }) })
    await screen.findByText('Port of the sandbox is taken: 41231', {}, patient)
    expect(await button('Start')).toBeTruthy()
  })

  it('shows the refusal of a command where it was given', async () => {
    const { user } = open({
      'sandbox.status': () => ({ ...running, outsideClients: [] }),
      'sandbox.stop': () => {
        throw new DiagnosedError('store-in-use', { file: '/data/sandbox' })
      },
    })
    await user.click(await button('Stop'))
    await screen.findByText('Another program holds this file: /data/sandbox', {}, patient)
  })
})

describe('the rest of Settings', () => {
  it('writes the theme that was chosen', async () => {
    const { client, user } = open()
    await user.click(await button('Dark'))
    await waitFor(() => expect(client.calls).toContainEqual({ name: 'settings.write', input: { theme: 'dark' } }))
  })

  it('names the files of the app', async () => {
    open()
    await screen.findByTitle('/data/seals.json', {}, patient)
  })

  it('warns of an Electron that is not the official one', async () => {
    open({
      'app.info': () => ({
        version: '0.1.0',
        runtimes: [],
        files: [],
        unofficialElectron: true,
        settingsKeptAside: [],
      }),
    })
    await screen.findByText('This Electron is not the official build', {}, patient)
  })
})
