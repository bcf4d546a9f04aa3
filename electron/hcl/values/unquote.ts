/**
 * Quoted strings as the servers decode them: Go's escapes, which may name single bytes; in HCL whatever stands in `${…}` as it
 * is written. The scanner lets a few strings pass that cannot be decoded, such as `\U99999999`; the servers go down over those.
 */
import type { Format } from '../tree.ts'

/** The value of a string with its quotes; undefined where it has none. */
export function unquote(raw: string, format: Format): string | undefined {
  if (raw.length < 2 || !raw.startsWith('"') || !raw.endsWith('"')) return undefined
  const inner = raw.slice(1, -1)
  if (!/[\\$"\n]/.test(inner)) return inner
  return new Decoder(inner, format).decode()
}

const single: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
}

const escapeSequence = /\\(?:([abfnrtv\\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/y
const plain = /[^\\$"\n]+|\$/y

class Decoder {
  readonly #text: string
  readonly #format: Format
  #offset = 0
  /** Text, and single bytes as numbers, which together may make characters. */
  readonly #pieces: (string | number)[] = []

  constructor(text: string, format: Format) {
    this.#text = text
    this.#format = format
  }

  decode(): string | undefined {
    while (this.#offset < this.#text.length) {
      const piece = this.#interpolation() ?? this.#match(plain)?.[0] ?? this.#escape()
      if (piece === undefined) return undefined
      this.#pieces.push(piece)
    }
    return joined(this.#pieces)
  }

  #interpolation(): string | undefined {
    if (this.#format === 'json' || !this.#text.startsWith('${', this.#offset)) return undefined
    const end = endOfInterpolation(this.#text, this.#offset)
    const piece = end === undefined ? undefined : this.#text.slice(this.#offset, end)
    if (end === undefined || piece === undefined || piece.includes('\ufffd')) return undefined
    this.#offset = end
    return piece
  }

  #escape(): string | number | undefined {
    const match = this.#match(escapeSequence)
    if (!match) return undefined
    const [, letter, byte, short, long, octal] = match
    if (letter !== undefined) return single[letter]
    if (byte !== undefined) return Number.parseInt(byte, 16)
    if (octal !== undefined) return octal > '377' ? undefined : Number.parseInt(octal, 8)
    return this.#character(Number.parseInt(short ?? long ?? '', 16))
  }

  /** Half of a surrogate pair is the replacement character in HCL, and no character at all in JSON. */
  #character(code: number): string | undefined {
    if (code > 0x10ffff) return undefined
    if (code < 0xd800 || code > 0xdfff) return String.fromCodePoint(code)
    return this.#format === 'json' ? undefined : '\ufffd'
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#offset
    const match = pattern.exec(this.#text)
    if (!match) return undefined
    this.#offset = pattern.lastIndex
    return match
  }
}

/** The offset behind the brace that closes the interpolation which begins at an offset. */
function endOfInterpolation(text: string, start: number): number | undefined {
  let depth = 1
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}') depth--
    if (depth === 0) return at + 1
  }
  return undefined
}

function joined(pieces: readonly (string | number)[]): string {
  if (pieces.every((piece) => typeof piece === 'string' || piece < 0x80)) {
    return pieces.map((piece) => (typeof piece === 'string' ? piece : String.fromCharCode(piece))).join('')
  }
  const encoder = new TextEncoder()
  const bytes = pieces.flatMap((piece) => (typeof piece === 'string' ? [...encoder.encode(piece)] : [piece]))
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
}
