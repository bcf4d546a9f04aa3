import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { diagnosis } from '../../shared/diagnosis.ts'
import { type Connection, connectionKey } from '../../shared/domain/connection.ts'
import type { Identity } from '../../shared/domain/identity.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import type { Client } from './client.ts'
import { useClient } from './client-provider.tsx'
import { ClientFailure, diagnosisOf } from './failure.ts'
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
  /** Resolves when the page has changed over; rejects with a `ClientFailure`, in which case nothing has changed. */
  switchTo(connection: Connection): Promise<void>
  /** Asks again who the present connection is. */
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
  const attempt = useRef(0)
  const present = useRef(standing)
  present.current = standing

  const settings = props.settings
  const known = settings !== undefined
  // Only the first read counts: later changes of the settings come from here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings are read once
  useEffect(() => {
    if (!settings) return
    const mine = ++attempt.current
    setStanding(standingOf(settings))
    void whoIs(client, settings.connection).then((found) => {
      if (mine === attempt.current) setStanding((s) => ({ ...s, ...found }))
    })
  }, [known])

  const switchTo = useCallback(
    async (connection: Connection) => {
      const mine = ++attempt.current
      const former = present.current.connection
      setSwitchingTo(connection)
      try {
        const identity = await client.call('identity.use', { connection })
        if (mine !== attempt.current) return
        const recent = withLatest(connection, present.current.recent)
        if (connectionKey(former) !== connectionKey(connection)) forget(cache, former)
        setStanding({ connection, identity, status: 'ready', failure: undefined, recent })
        await client.call('settings.write', { connection, recentConnections: recent }).catch(() => undefined)
        await invalidate(cache, ['settings.read'])
      } finally {
        if (mine === attempt.current) setSwitchingTo(undefined)
      }
    },
    [cache, client],
  )

  const refresh = useCallback(() => switchTo(present.current.connection), [switchTo])

  const value = useMemo(
    () => ({ ...standing, switchingTo, switchTo, refresh }),
    [standing, switchingTo, switchTo, refresh],
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
