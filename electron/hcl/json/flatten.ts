/**
 * How the servers make blocks of JSON: an object whose members are all objects, and a list whose elements are, dissolves into its
 * members, each with the keys that led to it. So `{"seal": {"awskms": {…}}}` is `seal "awskms" {…}`.
 */
import type { Token } from '../token.ts'
import { type Item, itemsOf, type Value } from '../tree.ts'

interface Block {
  keys: readonly Token[]
  value: Value
}

export function flatten({ keys, value }: Block): Block[] {
  return (parts(value) ?? [undefined]).flatMap((part) =>
    part ? flatten({ keys: [...keys, ...part.keys], value: part.value }) : [{ keys, value }],
  )
}

/** What a value dissolves into; undefined for one that stays whole. */
function parts(value: Value): Block[] | undefined {
  if (value.type === 'object') {
    const items: Item[] = itemsOf(value.entries)
    return items.length > 0 && items.every((item) => item.value.type === 'object') ? items : undefined
  }
  if (value.type !== 'list') return undefined
  const elements = value.elements.filter(({ type }) => type !== 'unreadable')
  const isOfObjects = elements.length > 0 && elements.every(({ type }) => type === 'object')
  return isOfObjects ? elements.map((element) => ({ keys: [], value: element })) : undefined
}
