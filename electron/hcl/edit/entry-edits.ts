/**
 * Sets and removes keys of a seal stanza in HCL. A value is replaced where it stands, a new key goes below the last one and looks
 * like its neighbours: indent, quotes around keys, the column of the equals signs, line ends.
 */
import { type AttributeValue, literalOf } from '../literal.ts'
import { byteLength } from '../print/page.ts'
import {
  type ConfigDocument,
  endOf,
  firstKey,
  type Item,
  itemsOf,
  type ObjectValue,
  startOf,
  tokenText,
} from '../tree.ts'
import { type Change, insertion } from './change.ts'
import {
  afterLineEnd,
  endWithCompany,
  hasLineEnd,
  indentAt,
  isBlank,
  isFirstOnLine,
  lineEnd,
  lineEndOf,
  lineStart,
  stepOf,
  tokenBefore,
  tokenFrom,
  tokenIndexAt,
} from './layout.ts'

/** Replaces the value of an item. A heredoc takes its line end with it, a nested block its labels. */
export function replaceValue(document: ConfigDocument, item: Item, to: AttributeValue): Change {
  const { value, assign } = item
  const isHeredoc = value.type === 'literal' && value.token.kind === 'HEREDOC'
  const separator = isHeredoc ? lineEndOf(document.text) : separatorBefore(document.text, endOf(value))
  const text = literalOf(to) + separator
  if (assign) return { start: startOf(value), end: endOf(value), text }
  return { start: firstKey(item).end, end: endOf(value), text: ` = ${text}` }
}

/** A blank where a word would otherwise run into the one that follows without a gap. */
function separatorBefore(text: string, offset: number): string {
  return /^[\p{L}\p{Nd}_.-]/u.test(text.slice(offset, offset + 2)) ? ' ' : ''
}

/** The comma that belongs to an item but begins a later line, which no line may begin with once the item is gone. */
export function commaBelow(document: ConfigDocument, item: Item): Change[] {
  const end = endWithCompany(document, endOf(item))
  const next = document.tokens.slice(tokenIndexAt(document, end)).find(({ kind }) => kind !== 'COMMENT')
  return next?.kind === 'COMMA' ? [{ start: next.start, end: next.end, text: '' }] : []
}

/** Removes an item: its lines, if it has them for itself, with the comment behind it; else no more than it and its comma. */
export function removeItem(document: ConfigDocument, item: Item): Change {
  const { text } = document
  const start = startOf(item)
  const end = endOf(item)
  const last = endWithCompany(document, end)
  const isHeredoc = text.slice(start, end).endsWith('\n')
  const stop = isHeredoc ? end : lineEnd(text, last)
  if (isFirstOnLine(text, start) && (isHeredoc || isBlank(text, last, stop))) {
    return { start: lineStart(text, start), end: isHeredoc ? end : afterLineEnd(text, stop), text: '' }
  }
  return removeInLine(document, start, end)
}

function removeInLine(document: ConfigDocument, start: number, end: number): Change {
  const { text } = document
  const after = tokenFrom(document, end)
  const before = tokenBefore(document, start)
  if (after?.kind === 'COMMA') return { ...withBlanksBefore(text, start), end: after.end, text: '' }
  if (before?.kind === 'COMMA') return { start: before.start, end, text: '' }
  return { ...withBlanksBefore(text, start), end, text: '' }
}

function withBlanksBefore(text: string, start: number): { start: number } {
  let from = start
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--
  return { start: from === lineStart(text, start) ? start : from }
}

/** Adds a key with its value to a block. */
export function addItem(document: ConfigDocument, block: ObjectValue, key: string, value: AttributeValue): Change {
  const items = itemsOf(block.entries)
  const last = items.at(-1)
  const text = `${keyLike(items, key)}${assignmentLike(document, items, key)}${literalOf(value)}`
  if (!last) return addFirst(document, block, text)
  return addBelow(document, block, last, text)
}

function addBelow(document: ConfigDocument, block: ObjectValue, last: Item, entry: string): Change {
  const { text } = document
  const end = endOf(last)
  const isOneLiner = !hasLineEnd(text, block.open.end, startOf(last))
  if (isOneLiner && block.close && !hasLineEnd(text, end, block.close.start)) {
    return insertion(end, `${separatorLike(document, block)}${entry}`)
  }
  const indent = indentAt(text, startOf(last))
  const newLine = lineEndOf(text)
  if (text.slice(0, end).endsWith('\n')) return insertion(end, `${indent}${entry}${newLine}`)
  return insertion(endWithCompany(document, end), `${newLine}${indent}${entry}`)
}

/** What stands between the entries of a block on one line. */
function separatorLike({ text, tokens }: ConfigDocument, { open, close }: ObjectValue): string {
  const inside = tokens.filter(({ start }) => start > open.start && start < (close?.start ?? text.length))
  return inside.some(({ kind }) => kind === 'COMMA') ? ', ' : ' '
}

/** The first entry of a block: on a line of its own, one step further in than the block. */
function addFirst(document: ConfigDocument, { open, close }: ObjectValue, entry: string): Change {
  const { text } = document
  const newLine = lineEndOf(text)
  const outer = indentAt(text, open.start)
  const line = `${outer}${stepOf(text)}${entry}`
  if (!close) return insertion(open.end, `${newLine}${line}`)
  if (isBlank(text, open.end, close.start)) {
    return { start: open.end, end: close.start, text: `${newLine}${line}${newLine}${outer}` }
  }
  if (isFirstOnLine(text, close.start)) return insertion(lineStart(text, close.start), `${line}${newLine}`)
  return insertion(close.start, `${newLine}${line}${newLine}${outer}`)
}

/** A key in quotes where the other keys of the block are. */
function keyLike(items: readonly Item[], key: string): string {
  const isQuoted = items.length > 0 && items.every((item) => firstKey(item).kind === 'STRING')
  return isQuoted || !isIdentifier(key) ? literalOf(key) : key
}

const identifier = /^(?!(?:true|false)$)[\p{L}_][\p{L}\p{Nd}_.-]*$/u

function isIdentifier(key: string): boolean {
  return identifier.test(key)
}

/** The equals sign between blanks, in the column of those above it if there is one and the key leaves room for it. */
function assignmentLike(document: ConfigDocument, items: readonly Item[], key: string): string {
  const rows = items.filter(({ assign }) => assign !== undefined)
  const last = rows.at(-1)
  if (!last?.assign) return ' = '
  const { text } = document
  const before = text.slice(firstKey(last).end, last.assign.start)
  const after = text.slice(last.assign.end, startOf(last.value))
  const gap = isGap(before) ? before : ' '
  const width = columnOfAssign(document, last)
  const isColumn = rows.length === 1 || rows.some((row) => row !== last && columnOfAssign(document, row) === width)
  const length = byteLength(keyLike(items, key))
  const padding =
    isColumn && isGap(before) && !before.includes('\t') && length < width ? ' '.repeat(width - length) : ''
  const plain = gap === '' ? '' : ' '
  return `${padding || plain}=${isGap(after) ? after : ' '}`
}

/** How many columns an equals sign is away from the beginning of its key. */
function columnOfAssign(document: ConfigDocument, { keys: [key], assign }: Item): number {
  if (!key || !assign) return 0
  return byteLength(tokenText(document, { start: key.start, end: assign.start }))
}

function isGap(text: string): boolean {
  return /^[ \t]*$/.test(text)
}
