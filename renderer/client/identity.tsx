import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { diagnosis } from '../../shared/diagnosis.ts'
import { type Connection, connectionKey } from '../../shared/domain/connection.ts'
import type { Identity } from '../../shared/domain/identity.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import type { Client } from './client.ts'
import { useClient } from './client-provider.tsx'
import { ClientFailure, cancelled, diagnosisOf, isCancelled } from './failure.ts'
import { forget, invalidate } from './query-cache.ts'

export interface CurrentIdentity {
  /** Whose data the whole page shows. */
  connection: Connection
  /** Who STS says that is; undefined until it has answered, and where it refused. */
  identity: Identity | undefined
  status: 'loading' | 'ready' | 'failed'
  failure: ClientFailure | undefined
  /** The connections used before, latest first; the current one is among them. */
  recent: readonly Connection[]
  /** The connection being switched to. The page stays with the former one until it has answered. */
  switchingTo: Connection | undefined
  /**
   * Resolves when the page has changed over; rejects with a `ClientFailure`, in which case nothing has changed. A switch
   * that a later one overtook, or that was given up, ends as cancelled.
   */
  switchTo(connection: Connection): Promise<void>
  /** Gives up the switch under way; without one it does nothing. */
  cancelSwitch(): void
  /** Asks again who the present connection is; where nobody answers any more, its former identity is not shown any longer. */
  refresh(): Promise<void>
}

const IdentityContext = createContext<CurrentIdentity | undefined>(undefined)

type Standing = Pick<CurrentIdentity, 'connection' | 'identity' | 'status' | 'failure' | 'recent'>

/** One connection and one identity for the whole page, remembered across starts. */
export function IdentityProvider(props: { settings: Settings | undefined; children: ReactNode }) {
  const client = useClient()
  const cache = useQueryClient()
  const [standing, setStanding] = useState<Standing>(() => standingOf(defaultSettings))
  const [switchingTo, setSwitchingTo] = useState<Connection | undefined>(undefined)
  /** How often the page has changed over: what was asked before the last time is not shown any more. */
  const changes = useRef(0)
  const running = useRef<AbortController | undefined>(undefined)
  const present = useRef(standing)
  present.current = standing

  const settings = props.settings
  const known = settings !== undefined
  // Only the first read counts: later changes of the settings come from here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings are read once
  useEffect(() => {
    if (!settings) return
    const asked = changes.current
    setStanding(standingOf(settings))
    void whoIs(client, settings.connection).then((found) => {
      if (asked === changes.current) setStanding((s) => ({ ...s, ...found }))
    })
  }, [known])

  const cancelSwitch = useCallback(() => {
    running.current?.abort()
    running.current = undefined
    setSwitchingTo(undefined)
  }, [])

  const changeOver = useCallback(
    async (identity: Identity) => {
      const { connection } = identity
      const { connection: former, recent: before } = present.current
      const recent = withLatest(connection, before)
      changes.current += 1
      if (connectionKey(former) !== connectionKey(connection)) forget(cache, former)
      setStanding({ connection, identity, status: 'ready', failure: undefined, recent })
      await client.call('settings.write', { connection, recentConnections: recent }).catch(() => undefined)
      await invalidate(cache, ['settings.read'])
    },
    [cache, client],
  )

  const switchTo = useCallback(
    async (connection: Connection) => {
      running.current?.abort()
      const controller = new AbortController()
      running.current = controller
      setSwitchingTo(connection)
      try {
        const identity = await client.call('identity.use', { connection }, controller)
        controller.signal.throwIfAborted()
        await changeOver({ ...identity, connection })
      } catch (error) {
        throw controller.signal.aborted ? cancelled('identity.use') : error
      } finally {
        if (running.current === controller) cancelSwitch()
      }
    },
    [client, changeOver, cancelSwitch],
  )

  const refresh = useCallback(async () => {
    const { connection } = present.current
    // Who is just being switched to is asked anyway.
    if (running.current) return
    try {
      await switchTo(connection)
    } catch (error) {
      const isStill = connectionKey(present.current.connection) === connectionKey(connection)
      if (isStill && !isCancelled(error)) {
        changes.current += 1
        const failure = new ClientFailure(diagnosisOf(error))
        setStanding((s) => ({ ...s, identity: undefined, status: 'failed', failure }))
      }
      throw error
    }
  }, [switchTo])

  const value = useMemo(
    () => ({ ...standing, switchingTo, switchTo, cancelSwitch, refresh }),
    [standing, switchingTo, switchTo, cancelSwitch, refresh],
  )
  return <IdentityContext value={value}>{props.children}</IdentityContext>
}

/** The identity of the whole page. */
export function useIdentity(): CurrentIdentity {
  const identity = useContext(IdentityContext)
  if (!identity) throw new Error('useIdentity needs an IdentityProvider above it.')
  return identity
}

const standingOf = (settings: Settings): Standing => ({
  connection: settings.connection,
  identity: undefined,
  status: 'loading',
  failure: undefined,
  recent: withLatest(settings.connection, settings.recentConnections),
})

/**
 * Who the app is now: main takes up the connection of the last use. It waits until the first screen is drawn, which does
 * not need the answer.
 */
async function whoIs(client: Client, connection: Connection): Promise<Omit<Standing, 'recent'>> {
  try {
    await whenIdle()
    const identity = await client.call('identity.current', {})
    if (!identity) throw new ClientFailure(diagnosis('no-credentials'))
    return { connection: identity.connection, identity, status: 'ready', failure: undefined }
  } catch (error) {
    return { connection, identity: undefined, status: 'failed', failure: new ClientFailure(diagnosisOf(error)) }
  }
}

function withLatest(latest: Connection, others: readonly Connection[]): Connection[] {
  const rest = others.filter((other) => connectionKey(other) !== connectionKey(latest))
  return [latest, ...rest].slice(0, 10)
}

const whenIdle = () =>
  new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 1000 })
    else resolve()
  })
