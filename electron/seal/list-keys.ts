/**
 * All keys and aliases that one identity sees in one region. Keys and aliases are two listings of KMS's own; they run at
 * the same time and are joined once, so that a hundred thousand aliases cost no more than their pages.
 */
import type { KeyList, ListedAlias, ListedKey } from '../../shared/domain/kms-key.ts'
import type { CallOptions, KmsSession } from './ports.ts'

export interface ListKeysOptions extends CallOptions {
  /** Called after every page with the number of keys and aliases so far. */
  onProgress?: (loaded: number) => void
}

/** Lists keys with their aliases, and every alias, AWS's own without a target included. When one listing fails the other stops. */
export async function listKeys(session: KmsSession, options: ListKeysOptions = {}): Promise<KeyList> {
  const sibling = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, sibling.signal]) : sibling.signal
  let loaded = 0
  const count = (page: readonly unknown[]) => {
    loaded += page.length
    options.onProgress?.(loaded)
  }
  try {
    const [keys, aliases] = await Promise.all([
      collect(session.listKeys({ signal }), count),
      collect(session.listAliases({ signal }), count),
    ])
    return { keys: withAliases(keys, aliases), aliases }
  } finally {
    sibling.abort()
  }
}

async function collect<T>(pages: AsyncIterable<T[]>, count: (page: T[]) => void): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) {
    for (const item of page) all.push(item)
    count(page)
  }
  return all
}

function withAliases(keys: { keyId: string; keyArn: string }[], aliases: ListedAlias[]): ListedKey[] {
  const namesOf = new Map<string, string[]>()
  for (const { name, targetKeyId } of aliases) {
    if (targetKeyId === undefined) continue
    const names = namesOf.get(targetKeyId)
    if (names) names.push(name)
    else namesOf.set(targetKeyId, [name])
  }
  return keys.map(({ keyId, keyArn }) => ({ keyId, keyArn, aliases: namesOf.get(keyId) ?? [] }))
}
