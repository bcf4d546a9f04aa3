/**
 * The words of a directive in a unit of systemd, by the rules of systemd.syntax(7) and of what systemd does with `Environment=`: quotes
 * open anywhere in a word, C's escapes count inside and outside of them, and whatever is wrong (an escape that does not exist, a
 * quote that is left open) drops the rest of the directive.
 */
import { past } from './past.ts'

export interface UnitWords {
  words: string[]
  /** Whether the rest was dropped. */
  isCut: boolean
}

const blanks = /[ \t\n\r]*/y
const stretch = /[^ \t\n\r"'\\]+/y
const stretchIn: Readonly<Record<string, RegExp>> = { '"': /[^"\\]+/y, "'": /[^'\\]+/y }

/** `alsoEscaped` are characters that stand for themselves after a backslash, beside those of C. */
export function unitWords(text: string, alsoEscaped = ''): UnitWords {
  const words: string[] = []
  for (let at = past(blanks, text, 0); at < text.length; at = past(blanks, text, at)) {
    const word = readWord(text, at, alsoEscaped)
    if (word?.text === undefined) return { words, isCut: true }
    words.push(word.text)
    at = word.end
  }
  return { words, isCut: false }
}

interface Piece {
  text: string
  end: number
}

/** A word, whose text is undefined where its bytes are none. */
interface Read {
  text: string | undefined
  end: number
}

function readWord(text: string, start: number, alsoEscaped: string): Read | undefined {
  const pieces: string[] = []
  let quote = ''
  let at = start
  while (at < text.length && !(quote === '' && ' \t\n\r'.includes(text[at] ?? ''))) {
    const next = quoteAfter(text[at] ?? '', quote)
    const piece = next === undefined ? readPiece(text, at, quote, alsoEscaped) : { text: '', end: at + 1 }
    if (!piece) return undefined
    pieces.push(piece.text)
    at = piece.end
    quote = next ?? quote
  }
  return quote === '' ? { text: decoded(pieces.join('')), end: at } : undefined
}

/** Within which quote a word goes on after this character, if it opens or closes one. */
function quoteAfter(char: string, quote: string): string | undefined {
  if (char === quote) return ''
  return quote === '' && (char === '"' || char === "'") ? char : undefined
}

function readPiece(text: string, at: number, quote: string, alsoEscaped: string): Piece | undefined {
  if (text[at] === '\\') return readEscape(text, at + 1, alsoEscaped)
  const end = past(stretchIn[quote] ?? stretch, text, at)
  return { text: text.slice(at, end), end }
}

const single: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
}
const numeric = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})/y

/** The first of the code units that stand for single bytes until a word is decoded; as halves of a pair they mean nothing else. */
const firstByte = 0xdc00

function readEscape(text: string, at: number, alsoEscaped: string): Piece | undefined {
  const char = text[at] ?? ''
  if (char !== '' && alsoEscaped.includes(char)) return { text: char, end: at + 1 }
  if (Object.hasOwn(single, char)) return { text: single[char] ?? '', end: at + 1 }
  numeric.lastIndex = at
  const [whole, hex, short, long, octal] = numeric.exec(text) ?? []
  if (whole === undefined) return undefined
  const end = at + whole.length
  const code = Number.parseInt(hex ?? short ?? long ?? octal ?? '', octal === undefined ? 16 : 8)
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  const isByte = hex !== undefined || octal !== undefined
  if (isByte && code > 0xff) return undefined
  return { text: isByte && code > 0x7f ? String.fromCharCode(firstByte + code) : String.fromCodePoint(code), end }
}

/** Puts single bytes together as UTF-8; undefined where they are none. */
function decoded(word: string): string | undefined {
  const text = word.replace(/(?<![\ud800-\udbff])[\udc80-\udcff]+/g, (bytes) => {
    const codes = [...bytes].map((byte) => byte.charCodeAt(0) - firstByte)
    return Buffer.from(codes).toString('utf8')
  })
  return text.includes('\ufffd') && !word.includes('\ufffd') ? undefined : text
}
