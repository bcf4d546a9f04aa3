/**
 * What the servers' scanners of HCL and of JSON have in common: classes of characters, and the pieces of numbers. Where
 * those scanners swallow a character too many (after an exponent without digits, say) so does this, for a file that a
 * server reads must be read here as well.
 */
import { type CharacterReader, END } from './reader.ts'

const letter = /^\p{L}$/u
const digit = /^\p{Nd}$/u

export function isLetter(character: number): boolean {
  if (character < 0x80) {
    return (character >= 97 && character <= 122) || (character >= 65 && character <= 90) || character === 95
  }
  return letter.test(String.fromCodePoint(character))
}

export function isDigit(character: number): boolean {
  return character < 0x80 ? isDecimal(character) : digit.test(String.fromCodePoint(character))
}

export function isDecimal(character: number): boolean {
  return character >= 48 && character <= 57
}

export function isHexadecimal(character: number): boolean {
  return digitValue(character) < 16
}

/** The value of a digit, 16 for anything else. */
export function digitValue(character: number): number {
  if (isDecimal(character)) return character - 48
  if (character >= 97 && character <= 102) return character - 87
  if (character >= 65 && character <= 70) return character - 55
  return 16
}

export function isWhitespace(character: number): boolean {
  return character === 32 || character === 10 || character === 9 || character === 13
}

function isExponentMark(character: number): boolean {
  return character === CHARACTER.e || character === CHARACTER.E
}

/** Digits from the given character on. Leaves the reader before the first that is none, and returns that one. */
export function scanMantissa(reader: CharacterReader, first: number): number {
  let character = first
  let scanned = false
  while (isDecimal(character)) {
    character = reader.read()
    scanned = true
  }
  if (scanned && character !== END) reader.stepBack()
  return character
}

/** What follows the integer part of a decimal number, whose next character is given and read. */
export function scanDecimals(reader: CharacterReader, next: number): boolean {
  if (isExponentMark(next)) {
    scanExponent(reader, next)
    return true
  }
  if (next !== CHARACTER.period) return false
  const after = scanMantissa(reader, reader.peek())
  if (isExponentMark(after)) scanExponent(reader, reader.read())
  return true
}

export function scanExponent(reader: CharacterReader, mark: number): void {
  if (!isExponentMark(mark)) return
  const sign = reader.read()
  scanMantissa(reader, sign === CHARACTER.minus || sign === CHARACTER.plus ? reader.read() : sign)
}

/** The characters that the scanners name. */
export const CHARACTER = {
  lineFeed: 10,
  carriageReturn: 13,
  quote: 34,
  hash: 35,
  dollar: 36,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  period: 46,
  slash: 47,
  zero: 48,
  colon: 58,
  less: 60,
  equals: 61,
  E: 69,
  U: 85,
  X: 88,
  leftBracket: 91,
  backslash: 92,
  rightBracket: 93,
  e: 101,
  u: 117,
  x: 120,
  leftBrace: 123,
  rightBrace: 125,
} as const
