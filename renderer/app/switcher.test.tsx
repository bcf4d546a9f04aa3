import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { Profile } from '../../shared/domain/identity.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { ClientProvider } from '../client/client-provider.tsx'
import { createFakeClient, type FakeHandlers } from '../client/fake-client.ts'
import { IdentityProvider } from '../client/identity.tsx'
import { IdentityBar } from './identity-bar.tsx'
import { Switcher } from './switcher.tsx'

afterEach(cleanup)

const identityOf = (connection: Connection) => ({
  connection,
  callerArn: `arn:aws:iam::111122223333:user/of-${connection.kind}`,
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  source: 'static',
  trace: [],
})
const profile = (name: string): Profile => ({ name, kind: 'static', needsMfa: false, problems: [] })

function open(handlers: FakeHandlers = {}) {
  const onClose = vi.fn()
  const client = createFakeClient({
    'identity.list': () => ({ profiles: [profile('dev'), profile('prod')], ssoSessions: [], files: [] }),
    'identity.current': () => identityOf({ kind: 'sandbox' }),
    'identity.use': ({ connection }) => identityOf(connection),
    'settings.write': () => defaultSettings,
    ...handlers,
  })
  render(
    <ClientProvider client={client}>
      <IdentityProvider settings={defaultSettings}>
        <IdentityBar onSwitch={() => {}} />
        <Switcher onClose={onClose} />
      </IdentityProvider>
    </ClientProvider>,
  )
  return { client, onClose, user: userEvent.setup() }
}

const selected = () => screen.getByRole('option', { selected: true, hidden: true }).textContent

describe('the switcher', () => {
  it('filters as one types and switches on Enter', async () => {
    const { user, onClose, client } = open()
    await screen.findByText('prod')
    await user.type(screen.getByRole('combobox', { hidden: true }), 'pro')
    await waitFor(() => expect(selected()).toContain('prod'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(client.calls).toContainEqual({
      name: 'identity.use',
      input: { connection: { kind: 'profile', profile: 'prod' } },
    })
    await screen.findByTitle('arn:aws:iam::111122223333:user/of-profile')
  })

  it('moves with the arrows, round and round', async () => {
    const { user } = open()
    await screen.findByText('prod')
    await user.click(screen.getByRole('combobox', { hidden: true }))
    expect(selected()).toContain('Sandbox KMS')
    await user.keyboard('{ArrowDown}')
    expect(selected()).toContain("This machine's environment")
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(selected()).toContain('prod')
  })

  it('stays open and says why when an identity cannot prove itself', async () => {
    const { user, onClose } = open({
      'identity.use': () => {
        throw new DiagnosedError('sso-session-expired', { profile: 'prod', ssoSession: 'corp' })
      },
    })
    await user.click(await screen.findByText('prod'))
    await screen.findByText('SSO sign-in has ended: corp', {}, { timeout: 15_000 })
    expect(screen.getByText('aws sso login --sso-session corp')).toBeTruthy()
    expect(onClose).not.toHaveBeenCalled()
    expect(screen.getByTitle('arn:aws:iam::111122223333:user/of-sandbox')).toBeTruthy()
  })
})
