import type { KeyList } from '../../../shared/domain/kms-key.ts'

/** A line of the Keys table: a key with all its aliases, or an alias that points at no key of the list. */
export interface KeyRow {
  /** Unique in the table and stable between two lists: the key id, or the alias itself. */
  id: string
  keyId?: string
  keyArn?: string
  aliases: string[]
}

/** One row per key; behind them the aliases whose key is missing from the list. Keys with an alias come first, by name. */
export function keyRows(list: KeyList): KeyRow[] {
  const known = new Set(list.keys.map((key) => key.keyId))
  const keys = list.keys.map(
    ({ keyId, keyArn, aliases }): KeyRow => ({ id: keyId, keyId, keyArn, aliases: [...aliases].sort() }),
  )
  const dangling = list.aliases
    .filter((alias) => alias.targetKeyId === undefined || !known.has(alias.targetKeyId))
    .map(
      (alias): KeyRow => ({
        id: alias.name,
        aliases: [alias.name],
        ...(alias.targetKeyId ? { keyId: alias.targetKeyId } : {}),
      }),
    )
  return [...keys.sort(byAliasThenId), ...dangling.sort(byAliasThenId)]
}

/** What a row is called: its first alias, else its key id. */
export function keyRowName(row: KeyRow): string {
  return row.aliases[0] ?? row.keyId ?? row.id
}

/** What to ask KMS about a row; undefined for an alias that AWS reserves and that has no key behind it yet. */
export function keyRowReference(row: KeyRow): string | undefined {
  return row.keyArn ?? row.keyId
}

/** Whether every word of the text occurs in the row's names or ids, in any case. */
export function keyRowMatches(row: KeyRow, text: string): boolean {
  const haystack = [...row.aliases, row.keyId ?? '', row.keyArn ?? ''].join('\n').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

function byAliasThenId(a: KeyRow, b: KeyRow): number {
  const [left, right] = [a.aliases[0], b.aliases[0]]
  if (left !== undefined && right !== undefined) return compareText(left, right)
  if (left !== right) return left === undefined ? 1 : -1
  return compareText(a.id, b.id)
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
