/**
 * Sets, adds and removes members of objects and elements of lists in a configuration file in JSON, in the layout of their
 * neighbours: a member on a line of its own where the others have one, the same blanks around the colon.
 */
import type { AttributeValue } from '../literal.ts'
import { isExpressible } from '../literal.ts'
import {
  type ConfigDocument,
  endOf,
  firstKey,
  type Item,
  itemsOf,
  type ObjectValue,
  startOf,
  type Value,
} from '../tree.ts'
import { type Change, insertion } from './change.ts'
import { hasLineEnd, indentAt, isBlank, lineEndOf, stepOf } from './layout.ts'

/** A value as JSON. Throws RangeError for a lone surrogate, and for a number that has no digits. */
export function jsonOf(value: AttributeValue): string {
  if (typeof value === 'string' && !isExpressible(value)) throw new RangeError('a lone surrogate has no UTF-8')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number without digits')
  return JSON.stringify(value)
}

export function replaceMember({ value }: Item, json: string): Change {
  return { start: startOf(value), end: endOf(value), text: json }
}

/** Adds a member behind the last one. `json` is given for a column of its own, as `write` gets it. */
export function addMember(
  document: ConfigDocument,
  object: ObjectValue,
  key: string,
  write: (indent: string) => string,
): Change {
  const items = itemsOf(object.entries)
  const last = items.at(-1)
  const member = (indent: string) => `${JSON.stringify(key)}${colonLike(document, last)}${write(indent)}`
  return last ? addBehind(document, object.open.end, last, member) : addOnly(document, object, member)
}

/** Adds an element behind the last one of a list. */
export function addElement(
  document: ConfigDocument,
  listStart: number,
  last: Value,
  write: (indent: string) => string,
): Change {
  return addBehind(document, listStart, last, write)
}

function addBehind(
  document: ConfigDocument,
  openEnd: number,
  last: Item | Value,
  write: (indent: string) => string,
): Change {
  const { text } = document
  const start = startOf(last)
  const hasOwnLine = hasLineEnd(text, Math.max(openEnd, previousEnd(document, start)), start)
  if (!hasOwnLine) return insertion(endOf(last), `,${isCompact(document) ? '' : ' '}${write(indentAt(text, start))}`)
  const indent = indentAt(text, start)
  return insertion(endOf(last), `,${lineEndOf(text)}${indent}${write(indent)}`)
}

function previousEnd({ tokens }: ConfigDocument, offset: number): number {
  return tokens.findLast(({ end }) => end <= offset)?.end ?? 0
}

function addOnly(document: ConfigDocument, { open, close }: ObjectValue, write: (indent: string) => string): Change {
  const { text } = document
  const end = close && isBlank(text, open.end, close.start) ? close.start : open.end
  const outer = indentAt(text, open.start)
  if (!/[\r\n]/.test(text.trim())) return { start: open.end, end, text: write(outer) }
  const newLine = lineEndOf(text)
  const inner = outer + stepOf(text)
  return { start: open.end, end, text: `${newLine}${inner}${write(inner)}${newLine}${outer}` }
}

/** Removes a node and the comma that separated it; the only one with all blanks around it. */
export function removeFrom(
  { open, close }: Pick<ObjectValue, 'open' | 'close'>,
  nodes: readonly (Item | Value)[],
  index: number,
): Change {
  const node = nodes[index]
  if (!node) throw new RangeError('no such member')
  const next = nodes[index + 1]
  const previous = nodes[index - 1]
  if (next) return { start: startOf(node), end: startOf(next), text: '' }
  if (previous) return { start: endOf(previous), end: endOf(node), text: '' }
  return { start: open.end, end: close?.start ?? endOf(node), text: '' }
}

function colonLike({ text }: ConfigDocument, like: Item | undefined): string {
  if (like?.assign) return text.slice(lastKeyEnd(like), startOf(like.value))
  return /"\s*:\s+/.test(text) || !/":/.test(text) ? ': ' : ':'
}

function lastKeyEnd(item: Item): number {
  return item.keys.at(-1)?.end ?? firstKey(item).end
}

/** Whether the file has no blank behind its commas. */
function isCompact({ tokens, text }: ConfigDocument): boolean {
  const comma = tokens.find(({ kind }) => kind === 'COMMA')
  return comma ? !/\s/.test(text[comma.end] ?? '') : false
}
