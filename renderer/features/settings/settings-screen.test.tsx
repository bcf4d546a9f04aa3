import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError, diagnosis } from '../../../shared/diagnosis.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import type { FakeHandlers } from '../../client/fake-client.ts'
import { SettingsScreen } from './settings-screen.tsx'
import { button, open as openPart, running } from './testing/render-settings.tsx'

afterEach(cleanup)

const seal = (
  name: string,
  connection: SavedSeal['connection'],
  parameters: SavedSeal['parameters'] = {},
): SavedSeal => ({
  id: name.toLowerCase().replace(' ', '-'),
  name,
  engine: { product: 'openbao', version: '2.6.2' },
  connection,
  parameters,
  createdAt: '2026-11-25T10:00:00.000Z',
  updatedAt: '2026-11-25T10:00:00.000Z',
})

const open = (handlers: FakeHandlers = {}) => openPart(<SettingsScreen />, handlers)

describe('the sandbox in Settings', () => {
  it('shows where it is, what it holds, who uses it and a stanza for a server', async () => {
    open()
    await screen.findByText('Running')
    expect(screen.getByTitle('http://127.0.0.1:41231')).toBeTruthy()
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

  it('does one thing at a time, keeps the focus, and tells the bar when it is gone', async () => {
    let state: 'running' | 'stopped' = 'running'
    let finish = () => {}
    const { client, user } = open({
      'sandbox.status': () => ({ ...running, state, outsideClients: [] }),
      'sandbox.stop': async () => {
        await new Promise<void>((resolve) => (finish = resolve))
        state = 'stopped'
        return { ...running, state }
      },
    })
    const asked = (wanted: string) => client.calls.filter(({ name }) => name === wanted).length
    const stop = await button('Stop')
    stop.focus()
    await user.keyboard('{Enter}{Enter}')
    expect((await button('Restart')).hasAttribute('disabled')).toBe(true)
    expect(asked('sandbox.stop')).toBe(1)
    finish()
    await screen.findByText('Stopped')
    expect(document.activeElement?.textContent).toBe('Start')
    expect(asked('sandbox.start')).toBe(0)
    await waitFor(() => expect(asked('identity.use')).toBe(1))
  })

  it('does again what failed when it is asked to try again', async () => {
    let count = 0
    const { user } = open({
      'sandbox.status': () => ({ ...running, outsideClients: [] }),
      'sandbox.stop': () => {
        count += 1
        if (count === 1) throw new DiagnosedError('store-in-use', { reason: 'another-process' })
        return { ...running, state: 'stopped' }
      },
    })
    await user.click(await button('Stop'))
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(count).toBe(2)
  })

  it('asks before a reset, names what is lost, and resets to the seed that was chosen', async () => {
    const seals = [
      seal('Payments', { kind: 'sandbox' }),
      seal('Elsewhere', { kind: 'environment' }, { endpoint: running.endpoint }),
      seal('Not here', { kind: 'profile', profile: 'prod' }),
    ]
    const { client, user } = open({ 'seals.list': () => ({ seals, keptAside: [] }) })
    await user.click(await button('Reset'))
    const dialog = await screen.findByRole('dialog')
    await within(dialog).findByText(/Payments/)
    expect(dialog.textContent).toContain('Reset the sandbox and lose its 9 keys')
    expect(dialog.textContent).toContain('Saved seals that use it: Payments, Elsewhere.')
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
    const dialog = await screen.findByRole('dialog')
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
    await user.click(await button('Copy environment of owner'))
    await screen.findByText('The environment of owner is on the clipboard')
  })

  it('says why it does not run', async () => {
    const found = diagnosis('sandbox-port-in-use', { port: 41_231 })
    open({ 'sandbox.status': () => ({ ...running, state: 'failed', diagnosis: found }) })
    await screen.findByText('Port of the sandbox is taken: 41231')
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
    await screen.findByText('Another program holds this file: /data/sandbox')
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
    await screen.findByTitle('/data/seals.json')
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
    await screen.findByText('This Electron is not the official build')
  })
})

describe('the network', () => {
  const connection = { kind: 'profile', profile: 'prod' } as const
  const show = (handlers: FakeHandlers) => openPart(<SettingsScreen />, handlers, { ...defaultSettings, connection })

  it('is told with proxy and certificate authorities, and where it cannot work with the reason', async () => {
    show({
      'identity.routes': () => {
        return {
          region: 'eu-west-1',
          services: [
            {
              service: 'kms',
              endpoint: 'https://kms.eu-west-1.amazonaws.com',
              isConfigured: false,
              proxy: 'gate:3128',
            },
            { service: 'sts', endpoint: 'http://127.0.0.1:4566', isConfigured: true },
          ],
          proxiesBy: 'environment',
          caBundle: { path: '/etc/ca.pem', namedBy: 'AWS_CA_BUNDLE', certificates: 2 },
        }
      },
    })
    await screen.findByText(/through gate:3128/)
    await screen.findByText(/directly, configured endpoint/)
    await screen.findByText(/2 certificates, named by AWS_CA_BUNDLE/)
    cleanup()
    show({
      'identity.routes': () => {
        throw new DiagnosedError('endpoint-unreachable', { reason: 'proxy-invalid', proxy: 'gate:1' })
      },
    })
    expect((await screen.findByRole('alert')).textContent).toContain('gate:1')
  })

  it('asks nobody for the sandbox', async () => {
    const { client } = open()
    await screen.findByText(/To this machine, directly/)
    expect(client.calls.some(({ name }) => name === 'identity.routes')).toBe(false)
  })
})
