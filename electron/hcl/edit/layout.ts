/**
 * How a file is laid out around a place: its line ends, the indent of a line, what else is on it. A carriage return alone counts
 * as a line end, since the servers read such files.
 */
import type { Token } from '../token.ts'
import type { ConfigDocument } from '../tree.ts'

/** The line end that the file uses most. */
export function lineEndOf(text: string): string {
  const pairs = text.split('\r\n').length - 1
  const feeds = text.split('\n').length - 1
  if (feeds > 0) return pairs * 2 > feeds ? '\r\n' : '\n'
  return text.includes('\r') ? '\r' : '\n'
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && !isLineEnd(text, at - 1)) at--
  return at
}

/** The offset at which the line of an offset ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  let at = offset
  while (at < text.length && !isLineEnd(text, at)) at++
  return at
}

/** The offset behind the line end that begins at an offset; the offset itself where none does. */
export function afterLineEnd(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2
  return isLineEnd(text, offset) ? offset + 1 : offset
}

/** The blanks at the beginning of the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

/** Whether nothing but blanks stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return isBlank(text, lineStart(text, offset), offset)
}

export function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === ''
}

export function hasLineEnd(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end))
}

/** The index of the first token that does not end before an offset. */
export function tokenIndexAt({ tokens }: ConfigDocument, offset: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** The first token that begins at an offset or behind it. */
export function tokenFrom(document: ConfigDocument, offset: number): Token | undefined {
  return document.tokens[tokenIndexAt(document, offset)]
}

/** The last token that ends at an offset or before it. */
export function tokenBefore(document: ConfigDocument, offset: number): Token | undefined {
  let index = tokenIndexAt(document, offset)
  while ((document.tokens[index]?.end ?? Number.POSITIVE_INFINITY) > offset) index--
  return document.tokens[index]
}

/** The offset behind a comma and the comments that follow an offset on its line. */
export function endWithCompany(document: ConfigDocument, offset: number): number {
  let end = offset
  for (let index = tokenIndexAt(document, offset); ; index++) {
    const token = document.tokens[index]
    if (!token || (token.kind !== 'COMMA' && token.kind !== 'COMMENT')) return end
    if (hasLineEnd(document.text, offset, token.start) || hasLineEnd(document.text, token.start, token.end)) return end
    end = token.end
  }
}

/** One step of indent, as the first indented line of the file has it. */
export function stepOf(text: string): string {
  const first = /(?:^|[\r\n])([ \t]+)[^\s#/*]/.exec(text)?.[1]
  return first ?? '  '
}

function isLineEnd(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset)
  return unit === 10 || unit === 13
}
