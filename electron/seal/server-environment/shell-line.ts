/**
 * One line of a shell, taken apart into its commands and their words: quotes, backslashes, comments, `;`, `&&` and `||`. Refuses to
 * run or to expand anything: where a shell would, the word says so. A quoted word may go on over the following lines.
 */
import { past } from './past.ts'

export interface Word {
  /** What is left when quotes and backslashes have done their work. */
  text: string
  start: number
  end: number
  /** Whether it is written without quotes and backslashes, so that every reader takes it as it stands. */
  isPlain: boolean
  /** Whether a shell would put something else in place of a part of it. */
  expands: boolean
}

export interface ShellLine {
  commands: Word[][]
  end: number
  /** Whether a quote is left open, so that nothing of the line can be trusted. */
  isBroken: boolean
}

const gap = /(?:[ \t]|\\(?:\n|$))*/y
const toLineEnd = /[^\n]*/y
const separator = /;+|&&|\|\|/y

/** Reads the line that begins at `start`; `end` is that of the line, before its line feed. */
export function readShellLine(text: string, start: number): ShellLine {
  const commands: Word[][] = [[]]
  for (let at = start; ; ) {
    at = past(gap, text, at)
    if (text[at] === '#') at = past(toLineEnd, text, at)
    if (at >= text.length || text[at] === '\n') return { commands, end: at, isBroken: false }
    const next = past(separator, text, at)
    if (next > at) commands.push([])
    const word = next > at ? undefined : readWord(text, at)
    if (word === 'open') return { commands: [], end: past(toLineEnd, text, start), isBroken: true }
    if (word) commands.at(-1)?.push(word)
    at = word ? word.end : next
  }
}

interface Piece {
  text: string
  end: number
}

const plain = /[^ \t\n'"\\`$;&|]+/y
const expansion = /\$[A-Za-z_{('"]|`/

function readWord(text: string, start: number): Word | 'open' {
  const word: Word = { text: '', start, end: start, isPlain: true, expands: false }
  const pieces: string[] = []
  while (word.end < text.length && !isEnd(text, word.end)) {
    const at = word.end
    const isQuote = text[at] === '"' || text[at] === "'"
    const piece = isQuote ? quoted(text, at) : unquoted(text, at)
    // A quote inside a word that is open at the end of the line is an apostrophe to everything but a shell.
    if (!piece || (isQuote && !opensValue(text, at, start) && text.slice(at, piece.end).includes('\n'))) return 'open'
    word.isPlain &&= !isQuote && text[at] !== '\\'
    word.expands ||= text[at] !== "'" && text[at] !== '\\' && mayExpand(text.slice(at, piece.end + 1))
    word.end = piece.end
    pieces.push(piece.text)
  }
  return { ...word, text: pieces.join('') }
}

const isEnd = (text: string, at: number) => ' \t\n'.includes(text[at] ?? ' ') || past(separator, text, at) > at

const opensValue = (text: string, at: number, start: number) => at === start || '=\'"'.includes(text[at - 1] ?? ' ')

const mayExpand = (text: string) => expansion.test(text.replace(/\\[\s\S]/g, ''))

/** A quoted piece; undefined where it is not closed. Between double quotes a backslash counts before a few characters only. */
function quoted(text: string, at: number): Piece | undefined {
  const quote = text[at]
  const stop = quote === '"' ? /["\\]/g : /'/g
  const parts: string[] = []
  for (let from = at + 1; ; ) {
    stop.lastIndex = from
    const found = stop.exec(text)
    if (!found) return undefined
    parts.push(text.slice(from, found.index))
    if (found[0] === quote) return { text: parts.join(''), end: found.index + 1 }
    parts.push(escapedInQuotes(text[found.index + 1] ?? ''))
    from = found.index + 2
  }
}

function escapedInQuotes(next: string): string {
  if (next === '\n') return ''
  return /["\\`$]/.test(next) ? next : `\\${next}`
}

function unquoted(text: string, at: number): Piece {
  if (text[at] === '\\') return escaped(text, at)
  const substituted = text[at] === '`' || /^\$[({]/.test(text.slice(at, at + 2))
  const rest = text[at] === '$' ? at + 1 : at
  const end = substituted ? substitutionEnd(text, at) : Math.max(past(plain, text, rest), at + 1)
  return { text: text.slice(at, end), end }
}

function escaped(text: string, at: number): Piece {
  const next = text[at + 1]
  return { text: next === undefined ? '\\' : next === '\n' ? '' : next, end: Math.min(at + 2, text.length) }
}

/** Past `$(…)`, `${…}` or a pair of backticks; past the line where it is not closed there. */
function substitutionEnd(text: string, start: number): number {
  const [open, close] = text[start] === '`' ? ['', '`'] : text[start + 1] === '(' ? ['(', ')'] : ['{', '}']
  let at = start + (close === '`' ? 1 : 2)
  for (let depth = 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === close) depth--
    else if (text[at] === open) depth++
    if (depth === 0) return at + 1
  }
  return at
}
