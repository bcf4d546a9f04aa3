import { configure, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { defaultSettings, type Settings } from '../../../../shared/domain/settings.ts'
import { ClientProvider } from '../../../client/client-provider.tsx'
import type { SandboxStatus } from '../../../client/contract-types.ts'
import { createFakeClient, type FakeHandlers } from '../../../client/fake-client.ts'
import { IdentityProvider } from '../../../client/identity.tsx'
import { NotificationArea, NotificationProvider } from '../../../ui/notifications.tsx'

// Read when they are first needed in the app. Here no test is to wait for that.
import '../../../diagnosis/drawn-panel.tsx'
import '../../../ui/notice-bar.tsx'

// On a machine with much to do. A test that passes never waits that long.
configure({ asyncUtilTimeout: 15_000 })

const keyId = '9b6f1c2e-0000-4000-8000-000000000000'
const user = (name: string) => ({
  name,
  arn: `arn:aws:iam::111122223333:user/sandbox-${name}`,
  accessKeyId: `AKIA${name.toUpperCase()}`,
})

export const running: SandboxStatus = {
  state: 'running',
  endpoint: 'http://127.0.0.1:41231',
  port: 41_231,
  region: 'us-east-1',
  accessKeyId: 'AKIAOWNER',
  now: '2026-11-25T10:00:00.000Z',
  aheadDays: 0,
  slownessMs: 0,
  activeFaults: 0,
  keyCount: 9,
  attached: false,
  keys: [{ name: 'fit', keyId, arn: `arn:aws:kms:us-east-1:1:key/${keyId}`, alias: 'alias/vault-unseal' }],
  principals: [
    user('owner'),
    user('seal-server'),
    { name: 'seal-role', arn: 'arn:aws:iam::111122223333:role/sandbox-seal-role' },
  ],
  keptAside: [],
  outsideClients: [{ userAgent: 'openbao/2.6.2', requests: 12, lastAt: '2026-11-25T10:00:00.000Z' }],
}

/** Draws a part of Settings over a sandbox that runs. */
export function open(part: ReactNode, handlers: FakeHandlers = {}, settings?: Settings) {
  const client = createFakeClient({
    'settings.read': () => defaultSettings,
    'settings.write': (patch) => ({ ...defaultSettings, ...(patch.theme ? { theme: patch.theme } : {}) }),
    'sandbox.status': () => running,
    'sandbox.start': () => running,
    'sandbox.stop': () => ({ ...running, state: 'stopped' }),
    'sandbox.reset': () => running,
    'sandbox.copyEnvironment': () => ({}),
    'seals.list': () => ({ seals: [], keptAside: [] }),
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
  const { unmount } = render(
    <ClientProvider client={client}>
      <NotificationProvider>
        <IdentityProvider settings={settings}>
          <NotificationArea />
          {part}
        </IdentityProvider>
      </NotificationProvider>
    </ClientProvider>,
  )
  return { client, user: userEvent.setup(), unmount }
}

export const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** Unfolds a part of the section, unless it is. */
export async function unfold(name: string): Promise<void> {
  const fold = await button(name)
  if (fold.getAttribute('aria-expanded') === 'false') fold.click()
}
