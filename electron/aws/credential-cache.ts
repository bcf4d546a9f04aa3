/**
 * Credentials per connection, obtained once and kept until they end or the AWS files change. Two connections never share
 * an entry, so no call can go out under another's identity. Work in progress is shared by those who wait for it.
 */
import type { ResolvedCredentials } from './resolution.ts'

/** Credentials are renewed this long before they end: long enough for a call that is on its way. */
const renewBeforeMs = 60_000

export interface CredentialCache {
  /** The credentials under a key; `stamp` is the state of the files that they may depend on. */
  get(key: string, stamp: string, obtain: () => Promise<ResolvedCredentials>): Promise<ResolvedCredentials>
  /** Puts credentials in the place of those kept so far. */
  replace(key: string, stamp: string, credentials: ResolvedCredentials): void
}

interface Entry {
  stamp: string
  credentials: Promise<ResolvedCredentials>
  endsAt: number
}

/** Makes an empty cache; `now` answers milliseconds since 1970. */
export function createCredentialCache(now: () => number): CredentialCache {
  const entries = new Map<string, Entry>()

  function add(key: string, stamp: string, credentials: Promise<ResolvedCredentials>): Entry {
    const entry: Entry = { stamp, credentials, endsAt: Number.POSITIVE_INFINITY }
    entries.set(key, entry)
    credentials.then(
      ({ identity }) => {
        entry.endsAt = identity.expiration?.getTime() ?? Number.POSITIVE_INFINITY
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key)
      },
    )
    return entry
  }

  return {
    get(key, stamp, obtain) {
      const known = entries.get(key)
      if (known && known.stamp === stamp && known.endsAt - renewBeforeMs > now()) return known.credentials
      return add(key, stamp, obtain()).credentials
    },
    replace(key, stamp, credentials) {
      add(key, stamp, Promise.resolve(credentials)).endsAt =
        credentials.identity.expiration?.getTime() ?? Number.POSITIVE_INFINITY
    },
  }
}
