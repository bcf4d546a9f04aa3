import { configure, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Identity } from '../../../../shared/domain/identity.ts'
import type { SavedSeal } from '../../../../shared/domain/saved-seal.ts'
import { defaultSettings } from '../../../../shared/domain/settings.ts'
import { ClientProvider } from '../../../client/client-provider.tsx'
import { createFakeClient, type FakeHandlers } from '../../../client/fake-client.ts'
import { IdentityProvider } from '../../../client/identity.tsx'
import { NotificationArea, NotificationProvider } from '../../../ui/notifications.tsx'

// Read when they are first needed in the app. Here no test is to wait for that.
import '../../../diagnosis/drawn-panel.tsx'
import '../../../ui/notice-bar.tsx'

// On a machine with much to do. A test that passes never waits that long.
configure({ asyncUtilTimeout: 5_000 })

export const sandboxIdentity: Identity = {
  connection: { kind: 'sandbox' },
  callerArn: 'arn:aws:iam::111122223333:user/owner',
  account: '111122223333',
  partition: 'aws',
  region: 'us-east-1',
  source: 'sandbox',
  trace: [],
}

export const aSeal: SavedSeal = {
  id: 's1',
  name: 'Payments',
  engine: { product: 'openbao', version: '2.6.2' },
  connection: { kind: 'sandbox' },
  parameters: { kms_key_id: 'alias/vault-unseal', region: 'us-east-1', endpoint: 'http://127.0.0.1:4600' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

/** A place to save seals that lives as long as the test: what is saved is listed, as in the app. */
export function sealStore(...initial: SavedSeal[]): { seals: SavedSeal[]; handlers: FakeHandlers } {
  const store = { seals: initial }
  const handlers: FakeHandlers = {
    'seals.list': () => ({ seals: store.seals, keptAside: [] }),
    'seals.save': (input) => {
      const { createdAt } = aSeal
      const saved: SavedSeal = {
        ...input,
        id: input.id ?? `s${store.seals.length + 1}`,
        createdAt,
        updatedAt: createdAt,
      }
      store.seals = [...store.seals.filter((seal) => seal.id !== saved.id), saved]
      return saved
    },
    'seals.remove': ({ id }) => {
      store.seals = store.seals.filter((seal) => seal.id !== id)
      return {}
    },
    'seals.recordCheck': ({ id, check }) => {
      const seal = store.seals.find((each) => each.id === id)
      if (!seal) throw new Error(`no seal ${id}`)
      const checked = { ...seal, lastCheck: { ...check, at: new Date().toISOString() } }
      store.seals = store.seals.map((each) => (each.id === id ? checked : each))
      return checked
    },
  }
  return {
    get seals() {
      return store.seals
    },
    handlers,
  }
}

const usual: FakeHandlers = {
  'identity.current': () => sandboxIdentity,
  'identity.use': ({ connection }) => ({ ...sandboxIdentity, connection }),
  'identity.list': () => ({ profiles: [], ssoSessions: [], files: [] }),
  'settings.read': () => defaultSettings,
  'settings.write': (patch) => ({ ...defaultSettings, ...patch }) as typeof defaultSettings,
  'sandbox.status': () => ({
    state: 'running',
    endpoint: 'http://127.0.0.1:4600',
    region: 'us-east-1',
    keys: [],
    principals: [],
    keptAside: [],
    outsideClients: [],
  }),
  'config.export': ({ parameters, form }) => ({
    text: `# ${form}\nseal "awskms" {\n${Object.entries(parameters)
      .map(([name, value]) => `  ${name} = "${value}"`)
      .join('\n')}\n}\n`,
    filename: 'seal.hcl',
    warnings: [],
  }),
}

/** Draws a screen at a path of the app, over the fake client. */
export function renderScreen(at: { path: string; route: string; screen: ReactNode }, handlers: FakeHandlers = {}) {
  const client = createFakeClient({ ...usual, ...handlers })
  const location = memoryLocation({ path: at.path, record: true })
  const drawn = render(
    <ClientProvider client={client}>
      <NotificationProvider>
        <Router hook={location.hook}>
          <IdentityProvider settings={defaultSettings}>
            <NotificationArea />
            <Route path={at.route}>{at.screen}</Route>
          </IdentityProvider>
        </Router>
      </NotificationProvider>
    </ClientProvider>,
  )
  return { ...drawn, client, user: userEvent.setup(), location }
}
