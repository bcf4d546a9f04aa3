import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { AnyConnection, Connection } from '../../shared/domain/connection.ts'
import type { Identity } from '../../shared/domain/identity.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { ClientProvider } from './client-provider.tsx'
import { createFakeClient, type FakeClient, type FakeHandlers } from './fake-client.ts'
import { IdentityProvider, useIdentity } from './identity.tsx'
import { useLongQuery } from './long-query.ts'
import { useCommand, useProcedure } from './procedures.ts'

const sandbox: Connection = { kind: 'sandbox' }
const prod: Connection = { kind: 'profile', profile: 'prod' }

const identityOf = (connection: Connection): Identity => ({
  connection,
  callerArn: `arn:aws:iam::111122223333:user/${connection.kind}`,
  account: '111122223333',
  partition: 'aws',
  region: 'eu-west-1',
  source: 'static',
  trace: [],
})

const keysOf = (connection: AnyConnection) => ({
  keys: [{ keyId: connection.kind, keyArn: `arn:aws:kms:eu-west-1:1:key/${connection.kind}`, aliases: [] }],
  aliases: [],
})

const usual: FakeHandlers = {
  'identity.current': () => identityOf(sandbox),
  'identity.use': ({ connection }) => identityOf(connection),
  'settings.write': (patch) => ({ ...defaultSettings, ...patch }) as typeof defaultSettings,
  'keys.list': ({ connection }) => keysOf(connection),
}

function render<T>(hook: () => T, handlers: FakeHandlers = {}) {
  const client = createFakeClient({ ...usual, ...handlers })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ClientProvider client={client}>
      <IdentityProvider settings={defaultSettings}>{children}</IdentityProvider>
    </ClientProvider>
  )
  return { client, ...renderHook(hook, { wrapper }) }
}

const names = (client: FakeClient) => client.calls.map(({ name }) => name)

/** Lets every switch to a profile wait for `answer`. */
function holdProfiles(client: FakeClient) {
  let answer = () => {}
  let signal: AbortSignal | undefined
  client.answer({
    'identity.use': ({ connection }, call) => {
      if (connection.kind !== 'profile') return identityOf(connection)
      signal = call.signal
      return new Promise((resolve) => {
        answer = () => resolve(identityOf(connection))
      })
    },
  })
  return { answer: () => answer(), signal: () => signal }
}

function useKeysOfThePage() {
  const identity = useIdentity()
  const keys = useProcedure('keys.list', { connection: identity.connection }, { keepPrevious: true })
  return { identity, keys, shown: keys.data?.keys[0]?.keyId }
}

describe('useIdentity', () => {
  it('takes up the remembered connection when the page opens', async () => {
    const { result } = render(useIdentity)
    expect(result.current).toMatchObject({ connection: sandbox, status: 'loading' })
    await waitFor(() => expect(result.current.status).toBe('ready'))
    expect(result.current.identity?.callerArn).toContain('sandbox')
  })

  it('fires no command when the page opens', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    expect(names(client)).not.toContain('identity.use')
  })

  it('shows the new connection together with its identity, and remembers it', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    await act(() => result.current.switchTo(prod))
    expect(result.current).toMatchObject({ connection: prod, status: 'ready', recent: [prod, sandbox] })
    expect(result.current.identity?.callerArn).toContain('profile')
    const written = client.calls.find(({ name }) => name === 'settings.write')
    expect(written?.input).toEqual({ connection: prod, recentConnections: [prod, sandbox] })
  })

  it('stays as it is when the other identity cannot prove itself', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    client.answer({
      'identity.use': () => {
        throw new DiagnosedError('mfa-required', { profile: 'prod' })
      },
    })
    await act(() => expect(result.current.switchTo(prod)).rejects.toThrow('mfa-required'))
    expect(result.current).toMatchObject({ connection: sandbox, status: 'ready', switchingTo: undefined })
    expect(names(client)).not.toContain('settings.write')
  })

  it('shows no identity any more when the present connection is asked again and does not answer', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    client.answer({
      'identity.use': () => {
        throw new DiagnosedError('sandbox-stopped', {})
      },
    })
    await act(() => expect(result.current.refresh()).rejects.toThrow('sandbox-stopped'))
    expect(result.current).toMatchObject({ connection: sandbox, status: 'failed', identity: undefined })
    client.answer(usual)
    await act(() => result.current.refresh())
    expect(result.current).toMatchObject({ status: 'ready', failure: undefined })
  })

  it('lets a switch under way go on when the present connection is asked again', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    const held = holdProfiles(client)
    await act(async () => {
      const switched = result.current.switchTo(prod)
      await result.current.refresh()
      held.answer()
      await switched
    })
    expect(result.current).toMatchObject({ connection: prod, status: 'ready' })
  })

  it('lets the last of two overlapping switches win, and ends the first as cancelled', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    const first = holdProfiles(client)
    await act(async () => {
      const overtaken = expect(result.current.switchTo(prod)).rejects.toThrow('cancelled')
      await result.current.switchTo({ kind: 'environment' })
      first.answer()
      await overtaken
    })
    expect(first.signal()?.aborted).toBe(true)
    expect(result.current.connection).toEqual({ kind: 'environment' })
    expect(result.current.identity?.connection).toEqual({ kind: 'environment' })
  })

  it('gives up a switch on demand: whatever is answered later, the page stays as it is', async () => {
    const { result, client } = render(useIdentity)
    await waitFor(() => expect(result.current.status).toBe('ready'))
    const held = holdProfiles(client)
    let ended = Promise.resolve()
    act(() => {
      ended = expect(result.current.switchTo(prod)).rejects.toThrow('cancelled')
    })
    expect(result.current.switchingTo).toEqual(prod)
    await waitFor(() => expect(held.signal()).toBeDefined())
    act(() => result.current.cancelSwitch())
    expect(result.current.switchingTo).toBeUndefined()
    expect(held.signal()?.aborted).toBe(true)
    await act(async () => {
      held.answer()
      await ended
    })
    expect(result.current).toMatchObject({ connection: sandbox, status: 'ready' })
    expect(names(client)).not.toContain('settings.write')
  })

  it('still takes up the remembered connection when a switch failed before that was known', async () => {
    let answer = () => {}
    const { result } = render(useIdentity, {
      'identity.current': () =>
        new Promise((resolve) => {
          answer = () => resolve(identityOf(sandbox))
        }),
      'identity.use': () => {
        throw new DiagnosedError('profile-not-found')
      },
    })
    await act(() => expect(result.current.switchTo(prod)).rejects.toThrow('profile-not-found'))
    await act(async () => answer())
    await waitFor(() => expect(result.current).toMatchObject({ connection: sandbox, status: 'ready' }))
  })

  it('says why the remembered connection does not answer', async () => {
    const { result } = render(useIdentity, {
      'identity.current': () => {
        throw new DiagnosedError('sandbox-stopped')
      },
    })
    await waitFor(() => expect(result.current.status).toBe('failed'))
    expect(result.current.failure?.diagnosis.code).toBe('sandbox-stopped')
  })
})

describe('useProcedure', () => {
  it("never shows one identity's data under another, not even as the last answer", async () => {
    const { result, client } = render(useKeysOfThePage)
    await waitFor(() => expect(result.current.shown).toBe('sandbox'))
    let answer = () => {}
    client.answer({
      'keys.list': ({ connection }) =>
        new Promise((resolve) => {
          answer = () => resolve(keysOf(connection))
        }),
    })
    await act(() => result.current.identity.switchTo(prod))
    expect(result.current.identity.connection).toEqual(prod)
    expect(result.current.shown).toBeUndefined()
    await act(async () => answer())
    await waitFor(() => expect(result.current.shown).toBe('profile'))
  })

  it('forgets what belonged to the former identity', async () => {
    const { result, client } = render(useKeysOfThePage)
    await waitFor(() => expect(result.current.shown).toBe('sandbox'))
    await act(() => result.current.identity.switchTo(prod))
    await waitFor(() => expect(result.current.shown).toBe('profile'))
    await act(() => result.current.identity.switchTo(sandbox))
    await waitFor(() => expect(result.current.shown).toBe('sandbox'))
    expect(names(client).filter((name) => name === 'keys.list')).toHaveLength(3)
  })

  it('asks once more where the diagnosis allows it, and no more', async () => {
    const { result, client } = render(() => useProcedure('seals.list', {}), {
      'seals.list': () => {
        throw new DiagnosedError('throttled')
      },
    })
    await waitFor(() => expect(result.current.isError).toBe(true), { timeout: 5000 })
    expect(names(client).filter((name) => name === 'seals.list')).toHaveLength(2)
  })

  it('does not ask again what cannot change by itself', async () => {
    const { result, client } = render(() => useProcedure('seals.list', {}), {
      'seals.list': () => {
        throw new DiagnosedError('store-damaged')
      },
    })
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error?.diagnosis.code).toBe('store-damaged')
    expect(names(client).filter((name) => name === 'seals.list')).toHaveLength(1)
  })
})

describe('useCommand', () => {
  it('runs on an act only, never twice, and makes the named queries ask again', async () => {
    const { result, client } = render(
      () => ({
        list: useProcedure('seals.list', {}),
        remove: useCommand('seals.remove', { invalidates: ['seals.list'] }),
      }),
      { 'seals.list': () => ({ seals: [], keptAside: [] }), 'seals.remove': () => ({}) },
    )
    await waitFor(() => expect(result.current.list.isSuccess).toBe(true))
    expect(names(client)).not.toContain('seals.remove')
    await act(() => result.current.remove.mutateAsync({ id: 'a' }))
    await waitFor(() => expect(names(client).filter((name) => name === 'seals.list')).toHaveLength(2))
    client.answer({
      'seals.remove': () => {
        throw new DiagnosedError('throttled')
      },
    })
    await act(() => expect(result.current.remove.mutateAsync({ id: 'a' })).rejects.toThrow('throttled'))
    expect(names(client).filter((name) => name === 'seals.remove')).toHaveLength(2)
  })
})

describe('useLongQuery', () => {
  const target = { connection: sandbox, kmsKeyId: 'alias/a' }
  const step = { step: 'describe', outcome: 'passed', durationMs: 1 } as const

  it('tells progress as it comes and ends with the value', async () => {
    let finish = () => {}
    const { result } = render(() => useLongQuery('seal.check'), {
      'seal.check': (_, { report }) => {
        report(step)
        return new Promise((resolve) => {
          finish = () => resolve({ verdict: 'pass', steps: [step] })
        })
      },
    })
    expect(result.current.state).toBe('idle')
    act(() => result.current.start(target))
    await waitFor(() => expect(result.current.progress).toEqual([step]))
    expect(result.current.state).toBe('running')
    await act(async () => finish())
    await waitFor(() => expect(result.current).toMatchObject({ state: 'done', value: { verdict: 'pass' } }))
  })

  it('stops when it is cancelled and when its screen leaves', async () => {
    const { result, client, unmount } = render(() => useLongQuery('seal.check'), {
      'seal.check': () => new Promise(() => {}),
    })
    act(() => result.current.start(target))
    act(() => result.current.cancel())
    expect(result.current).toMatchObject({ state: 'cancelled', failure: undefined })
    act(() => result.current.start(target))
    unmount()
    expect(client.cancelled).toHaveLength(2)
  })

  it('reads as idle as soon as the page is about another identity', async () => {
    const { result } = render(() => {
      const identity = useIdentity()
      return { identity, keys: useLongQuery('keys.list', { connection: identity.connection }) }
    })
    act(() => result.current.keys.start({ connection: sandbox }))
    await waitFor(() => expect(result.current.keys.state).toBe('done'))
    await act(() => result.current.identity.switchTo(prod))
    expect(result.current.keys).toMatchObject({ state: 'idle', value: undefined })
  })
})
