/**
 * Formats a file in HCL exactly as the servers' own printer does, byte for byte. Its habits are kept where they look like
 * mistakes, too: it measures in bytes, drops some comments from lists on one line, runs two comments together at the beginning of
 * an object, gives a label-less block in an alignment an equals sign, and moves the further lines of a lead comment two columns to the
 * right each time. So nothing but a whole file that its owner wants formatted is ever sent through here.
 */
import type { Token } from '../token.ts'
import {
  type CommentGroup,
  type ConfigDocument,
  firstKey,
  type Item,
  itemsOf,
  type ListValue,
  lineOf,
  type ObjectValue,
  tokenText,
  type Value,
} from '../tree.ts'
import { inlineText, isSingleLine, literalText, singleLineText } from './literals.ts'
import { LooseComments } from './loose-comments.ts'
import { countLines } from './measure.ts'
import { byteLength, fixed, Page } from './page.ts'

/** The formatted text; undefined where the servers' printer refuses the file: a syntax error, or JSON. */
export function format(document: ConfigDocument): string | undefined {
  if (document.refusal || document.faults.length > 0 || document.format === 'json') return undefined
  return new Printer(document).print()
}

class Printer {
  readonly #document: ConfigDocument
  readonly #loose: LooseComments
  readonly #page = new Page()

  constructor(document: ConfigDocument) {
    this.#document = document
    this.#loose = new LooseComments(document)
  }

  print(): string {
    const items = itemsOf(this.#document.entries)
    items.forEach((item, index) => {
      this.#looseBeforeItem(firstKey(item).start)
      this.#loose.passed = firstKey(item).start
      this.#item(item)
      const next = items[index + 1]
      if (next) this.#separate(item, next)
    })
    this.#looseAtEnd()
    this.#page.newline()
    return this.#page.toString()
  }

  #separate(item: Item, next: Item): void {
    this.#page.newline()
    const isAdjacent = firstKey(next).line === firstKey(item).line + 1
    if (!isAdjacent || !isEmptyBlock(next) || !isEmptyBlock(item)) this.#page.newline()
  }

  #looseBeforeItem(offset: number): void {
    for (const group of this.#loose.before(offset)) {
      this.#commentLines(group)
      this.#page.newline()
    }
  }

  #looseAtEnd(): void {
    for (const group of this.#loose.before(Number.POSITIVE_INFINITY)) {
      if (this.#loose.passed >= 0) this.#page.write('\n\n')
      this.#commentLines(group)
    }
  }

  #item(item: Item): void {
    const { keys, assign, lead, trailing, value } = item
    const isBelow = lineOf(value) !== firstKey(item).line
    if (lead) this.#commentLines(lead)
    if (trailing && isBelow) this.#commentLines(trailing)
    for (const key of keys) this.#page.write(`${this.#text(key)} `)
    if (assign && keys.length === 1) this.#page.write('= ')
    this.#value(value)
    if (trailing && !isBelow) this.#page.write(` ${this.#joined(trailing)}`)
  }

  #value(value: Value): void {
    if (value.type === 'literal') this.#page.write(literalText(this.#document, value.token))
    else if (value.type === 'object') this.#object(value)
    else if (value.type === 'list') this.#list(value)
  }

  #object({ entries, close }: ObjectValue): void {
    const items = itemsOf(entries)
    const end = close?.start ?? Number.POSITIVE_INFINITY
    let hasBegun = false
    let isCommented = false
    this.#page.write('{')
    for (let index = 0; ; ) {
      const next = items[index]
      const loose = this.#loose.before(next ? firstKey(next).start : end)
      if ((loose.length > 0 || next) && !hasBegun) {
        hasBegun = true
        this.#page.newline()
      }
      if (loose.length > 0 && index > 0) isCommented = true
      this.#looseInObject(loose, index, next)
      if (!next) break
      const aligned = this.#alignable(items, index)
      if (!isCommented && index > 0) this.#page.newline()
      this.#page.indented(() => (aligned.length > 0 ? this.#alignedItems(aligned) : this.#plainItem(next)))
      this.#page.newline()
      index += Math.max(aligned.length, 1)
    }
    this.#loose.passed = end
    this.#page.write('}')
  }

  #looseInObject(groups: readonly CommentGroup[], index: number, next: Item | undefined): void {
    for (const group of groups) {
      for (const comment of group) {
        if (index > 0) this.#page.newline()
        this.#page.indented(() => this.#page.write(fixed(this.#text(comment))))
      }
      this.#page.newline()
      if (next && firstKey(next).line !== (group.at(-1)?.line ?? 0) + 1) this.#page.newline()
    }
  }

  #plainItem(item: Item): void {
    this.#loose.passed = firstKey(item).start
    this.#item(item)
  }

  /** The items from an index on that stand on adjacent lines, one each, a lead comment of one line allowed. */
  #alignable(items: readonly Item[], from: number): Item[] {
    const aligned: Item[] = []
    if (items.length === 1) return aligned
    for (let index = from; index < items.length; index++) {
      const item = items[index]
      if (!item || countLines(this.#document, item, this.#loose) > 2) break
      const { line } = firstKey(item)
      const hasNext = line + 1 === lineOfItem(items[index + 1])
      if (!hasNext && line - 1 !== lineOfItem(items[index - 1])) break
      aligned.push(item)
      if (!hasNext) break
    }
    return aligned
  }

  #alignedItems(items: readonly Item[]): void {
    const rows = items.map((item) => ({ item, value: inlineText(this.#document, item.value) }))
    const keyWidth = Math.max(...items.map((item) => byteLength(this.#text(firstKey(item)))))
    const valueWidth = Math.max(...rows.map(({ value }) => byteLength(value)))
    rows.forEach(({ item, value }, index) => {
      if (index > 0) this.#page.newline()
      this.#alignedItem(item, value, keyWidth, valueWidth)
    })
    this.#loose.passed = placeAfter(items)
  }

  #alignedItem(item: Item, value: string, keyWidth: number, valueWidth: number): void {
    const { keys, lead, trailing } = item
    if (lead) this.#commentLines(lead)
    for (const key of keys) this.#padded(this.#text(key), keyWidth)
    if (keys.length === 1) this.#page.write('= ')
    this.#page.write(value)
    if (!trailing || lineOf(item.value) !== firstKey(item).line) return
    this.#page.write(' '.repeat(Math.max(0, valueWidth - byteLength(value) + 1)))
    this.#page.write(this.#joined(trailing))
  }

  #padded(text: string, width: number): void {
    this.#page.write(text + ' '.repeat(Math.max(0, width - byteLength(text) + 1)))
  }

  #list(list: ListValue): void {
    if (isSingleLine(list)) {
      this.#page.write(singleLineText(this.#document, list))
      return
    }
    this.#page.write('[\n')
    const width = Math.max(0, ...list.elements.map((element) => this.#widthOf(element)))
    let isSetOff = false
    list.elements.forEach((element, index) => {
      const lead = element.type === 'literal' ? element.lead : undefined
      if (lead && !isSetOff && index > 0) this.#page.newline()
      this.#page.indented(() => this.#element(element, lead))
      this.#endOfElement(element, width)
      isSetOff = lead !== undefined && index < list.elements.length - 1
      if (isSetOff) this.#page.newline()
    })
    this.#page.write(']')
  }

  #element(element: Value, lead: CommentGroup | undefined): void {
    if (lead) this.#commentLines(lead)
    this.#value(element)
  }

  /** The comma, below a heredoc on a line of its own, and the trailing comment. */
  #endOfElement(element: Value, width: number): void {
    if (element.type === 'literal' && element.token.kind === 'HEREDOC') {
      this.#page.newline()
      this.#page.indented(() => this.#page.write(','))
    } else this.#page.write(',')
    if (element.type === 'literal' && element.trailing) {
      const length = byteLength(literalText(this.#document, element.token))
      this.#page.write(' '.repeat(Math.max(0, width - length) + 1))
      this.#page.write(this.#joined(element.trailing))
    }
    this.#page.newline()
  }

  #widthOf(element: Value): number {
    return element.type === 'literal' ? byteLength(this.#text(element.token)) : 0
  }

  #commentLines(group: CommentGroup): void {
    for (const comment of group) {
      this.#page.write(this.#text(comment))
      this.#page.newline()
    }
  }

  #joined(group: CommentGroup): string {
    return group.map((comment) => this.#text(comment)).join('')
  }

  #text(token: Token): string {
    return tokenText(this.#document, token)
  }
}

/** A block without lead comment, equals sign and contents: such blocks may follow one another without a blank line. */
function isEmptyBlock({ lead, assign, value }: Item): boolean {
  return !lead && !assign && value.type === 'object' && value.entries.length === 0
}

function lineOfItem(item: Item | undefined): number {
  return item ? firstKey(item).line : 0
}

/** Where the reference printer is after a group of aligned items: behind the last empty object, or at the last key. */
function placeAfter(items: readonly Item[]): number {
  const object = items.findLast(({ value }) => value.type === 'object')?.value
  const last = items.at(-1)
  if (object?.type === 'object' && object.close) return object.close.start
  return last ? firstKey(last).start : -1
}
