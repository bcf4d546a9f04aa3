/**
 * How many lines an item takes, as far as the printer wants to know: whether they are more than two, which keeps an item out
 * of an alignment. The reference printer finds out by printing the item, which moves its place in the loose comments to the end
 * of the last object in it; what it prints next depends on that, so the place is moved here as well.
 */
import {
  type ConfigDocument,
  firstKey,
  type Item,
  type ListValue,
  lineOf,
  type ObjectValue,
  tokenText,
  type Value,
} from '../tree.ts'
import { isSingleLine, literalText, singleLineText } from './literals.ts'
import type { LooseComments } from './loose-comments.ts'
import { countLineEnds } from './page.ts'

const many = 3

export function countLines(document: ConfigDocument, item: Item, loose: LooseComments): number {
  const { keys, lead = [], trailing = [], value } = item
  const isBelow = lineOf(value) !== firstKey(item).line
  const above = [...lead, ...(isBelow ? trailing : [])]
  const inside = [...keys, ...(isBelow ? [] : trailing)]
  let count = 1 + above.length
  for (const token of above) count += countLineEnds(tokenText(document, token))
  for (const token of inside) count += countLineEnds(tokenText(document, token))
  return count + lineEndsOf(document, value, loose)
}

function lineEndsOf(document: ConfigDocument, value: Value, loose: LooseComments): number {
  switch (value.type) {
    case 'literal':
      return countLineEnds(literalText(document, value.token))
    case 'object':
      return lineEndsOfObject(value, loose)
    case 'list':
      if (isSingleLine(value)) return countLineEnds(singleLineText(document, value))
      passObjects(value, loose)
      return many
    case 'unreadable':
      return 0
  }
}

function lineEndsOfObject({ entries, close }: ObjectValue, loose: LooseComments): number {
  const end = close?.start ?? Number.POSITIVE_INFINITY
  const isEmpty = entries.length === 0 && !loose.hasAnyBefore(end)
  loose.passed = end
  return isEmpty ? 0 : many
}

function passObjects({ elements }: ListValue, loose: LooseComments): void {
  for (const element of elements) {
    if (element.type === 'object' && element.close) loose.passed = element.close.start
    else if (element.type === 'list') passObjects(element, loose)
  }
}
