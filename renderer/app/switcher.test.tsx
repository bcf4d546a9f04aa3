import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
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
  const page = (switching: boolean) => (
    <ClientProvider client={client}>
      <IdentityProvider settings={defaultSettings}>
        <IdentityBar onSwitch={() => {}} />
        {switching && <Switcher onClose={onClose} />}
      </IdentityProvider>
    </ClientProvider>
  )
  const { rerender } = render(page(true))
  return { client, onClose, user: userEvent.setup(), close: () => rerender(page(false)) }
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
    expect(selected()).toContain('This machine’s environment')
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

  it('gives up the switch under way when it is closed', async () => {
    let signal: AbortSignal | undefined
    const { user, close } = open({
      'identity.use': (_, call) => {
        signal = call.signal
        return new Promise(() => {})
      },
    })
    await user.click(await screen.findByText('prod'))
    await screen.findByText('Asking AWS who this is')
    close()
    expect(signal?.aborted).toBe(true)
    expect(screen.getByTitle('arn:aws:iam::111122223333:user/of-sandbox')).toBeTruthy()
  })

  it('shows the failure of the last choice, however an earlier one ends', async () => {
    let answerFirst = () => {}
    const { user, onClose } = open({
      'identity.use': ({ connection }) => {
        if (connection.kind !== 'profile' || connection.profile !== 'dev') throw new DiagnosedError('no-credentials')
        return new Promise((resolve) => {
          answerFirst = () => resolve(identityOf(connection))
        })
      },
    })
    await user.click(await screen.findByText('dev'))
    await user.click(screen.getByText('prod'))
    await screen.findByRole('alert', { hidden: true }, { timeout: 15_000 })
    await act(async () => answerFirst())
    expect(onClose).not.toHaveBeenCalled()
    expect(screen.getByRole('alert', { hidden: true })).toBeTruthy()
    expect(screen.getByTitle('arn:aws:iam::111122223333:user/of-sandbox')).toBeTruthy()
  })
})
