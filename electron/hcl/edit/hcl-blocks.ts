/** Adds, removes, duplicates and reorders seal blocks in HCL. */
import type { Stanza } from '../stanzas.ts'
import { type ConfigDocument, endOf, type Item, itemsOf, startOf } from '../tree.ts'
import { hclBlock, type NewBlock } from './block-text.ts'
import { type Change, insertion } from './change.ts'
import { removeItem } from './entry-edits.ts'
import {
  afterLineEnd,
  endWithCompany,
  indentAt,
  isBlank,
  isFirstOnLine,
  lineEnd,
  lineEndOf,
  lineStart,
  stepOf,
} from './layout.ts'

/** Adds a block behind the last seal, or at the end of the file, a blank line between them. */
export function addBlock(document: ConfigDocument, stanzas: readonly Stanza[], block: NewBlock): Change {
  const { text } = document
  const newLine = lineEndOf(text)
  const last = stanzas
    .map((stanza) => itemOf(document, stanza))
    .sort((a, b) => startOf(a) - startOf(b))
    .at(-1)
  const indent = last ? indentAt(text, startOf(last)) : ''
  const written = hclBlock(block, { indent, step: stepOf(text), newLine })
  if (last) return insertion(endWithCompany(document, endOf(last)), `${newLine}${newLine}${indent}${written}`)
  return insertion(text.length, `${gapAtEnd(text, newLine)}${written}${newLine}`)
}

function gapAtEnd(text: string, newLine: string): string {
  if (text.trim() === '') return ''
  if (!text.endsWith(newLine)) return newLine + newLine
  return text.endsWith(newLine + newLine) ? '' : newLine
}

/** Removes a block with one of the blank lines around it. Comments above it stay. */
export function removeBlock(document: ConfigDocument, stanza: Stanza): Change {
  const { text } = document
  const change = removeItem(document, itemOf(document, stanza))
  if (!isFirstOnLine(text, change.start) || change.end === lineEnd(text, change.end))
    return withoutGapBefore(text, change)
  const isAfterGap = change.start === 0 || isBlankLine(text, change.start - 1)
  if (!isAfterGap || !isBlankLine(text, change.end)) return change
  return { ...change, end: afterLineEnd(text, lineEnd(text, change.end)) }
}

/** At the end of a file the blank line before the block goes. */
function withoutGapBefore(text: string, change: Change): Change {
  if (change.end < text.length || change.start === 0) return change
  const previous = lineStart(text, beforeLineEnd(text, change.start))
  return isBlank(text, previous, change.start) ? { ...change, start: previous } : change
}

function beforeLineEnd(text: string, offset: number): number {
  return text.slice(0, offset).endsWith('\r\n') ? offset - 2 : offset - 1
}

function isBlankLine(text: string, offset: number): boolean {
  return offset < text.length && isBlank(text, lineStart(text, offset), lineEnd(text, offset))
}

/** Puts a copy of a block below it. */
export function duplicateBlock(document: ConfigDocument, stanza: Stanza): Change {
  const { text } = document
  const item = itemOf(document, stanza)
  const newLine = lineEndOf(text)
  const copy = text.slice(startOf(item), endOf(item))
  return insertion(endWithCompany(document, endOf(item)), `${newLine}${newLine}${indentAt(text, startOf(item))}${copy}`)
}

/** Lets blocks, with the comments that are theirs, change places; what stands between them stays. */
export function reorderBlocks(document: ConfigDocument, order: readonly Stanza[]): Change[] {
  const items = order.map((stanza) => itemOf(document, stanza))
  const contents = items.map((item) => withComments(document, item, items))
  const slots = contents.toSorted((a, b) => a.start - b.start)
  return slots.map((slot, index) => {
    const { start = 0, end = 0 } = contents[index] ?? {}
    return { ...slot, text: document.text.slice(start, end) }
  })
}

interface Range {
  start: number
  end: number
}

/** A block with the comment above it and behind it, unless that would comment out what follows in another place. */
function withComments(document: ConfigDocument, item: Item, all: readonly Item[]): Range {
  const { text, tokens } = document
  const haveOwnLines = all.every((each) => {
    const end = endWithCompany(document, endOf(each))
    return isFirstOnLine(text, startOf(each)) && isBlank(text, end, lineEnd(text, end))
  })
  const start = startOf(item)
  if (!haveOwnLines) return { start, end: endOf(item) }
  const lead = item.lead ?? []
  const [first] = lead
  const isOwn = first !== undefined && first !== tokens[0] && isBlank(text, lead.at(-1)?.end ?? start, start)
  return { start: isOwn ? first.start : start, end: endWithCompany(document, endOf(item)) }
}

/** The item of the tree that a stanza was read from. */
export function itemOf({ entries }: ConfigDocument, { value }: Stanza): Item {
  const item = itemsOf(entries).find((each) => each.value === value)
  if (!item) throw new RangeError('the block is not one of the file')
  return item
}
