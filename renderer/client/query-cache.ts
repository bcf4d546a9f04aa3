import { QueryClient } from '@tanstack/react-query'
import type { ProcedureName } from '../../shared/contract/index.ts'
import { type Connection, connectionKey } from '../../shared/domain/connection.ts'
import { ClientFailure } from './failure.ts'

/** What belongs to no identity at all: the app's own data. */
const nobody = 'app'

/** `[procedure, whose data, input]`: the connection stands in every key, so that answers to two identities cannot meet. */
export type ProcedureKey = readonly [name: ProcedureName, owner: string, input: unknown]

/** The cache key of a call. */
export function procedureKey(name: ProcedureName, input: unknown): ProcedureKey {
  const connection = (input as { connection?: Connection }).connection
  return [name, connection ? connectionKey(connection) : nobody, input]
}

/** Only what AWS or the network may answer differently at once is asked again by itself, and only once. */
function mayRetry(failures: number, error: Error): boolean {
  if (failures > 0 || !(error instanceof ClientFailure)) return false
  const { code, retry } = error.diagnosis
  return retry === 'now' && code !== 'unexpected' && code !== 'cancelled' && code !== 'outcome-unknown'
}

/** The page's cache of answers. It never looks at `navigator.onLine`: loopback endpoints work without a network. */
export function createQueryCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: mayRetry,
        retryDelay: 400,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 10_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Drops everything that was answered to one identity. */
export function forget(cache: QueryClient, connection: Connection): void {
  const owner = connectionKey(connection)
  const belongs = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[1] === owner }
  void cache.cancelQueries(belongs)
  cache.removeQueries(belongs)
}

/** Marks every answer of these procedures as out of date, whoever it was given to. */
export async function invalidate(cache: QueryClient, names: readonly ProcedureName[]): Promise<void> {
  await cache.invalidateQueries({ predicate: ({ queryKey }) => names.includes(queryKey[0] as ProcedureName) })
}
