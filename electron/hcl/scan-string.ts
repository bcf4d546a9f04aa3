/**
 * Quoted strings, as the scanners of HCL and of JSON read them: escapes are checked here and decoded elsewhere, and inside
 * `${…}` quotes do not end the string, in HCL not even line ends do.
 */
import { type CharacterReader, type Dialect, END } from './reader.ts'
import { CHARACTER, digitValue } from './scan.ts'

/** Reads a string whose opening quote has been read. */
export function scanString(reader: CharacterReader, dialect: Dialect): void {
  let braces = 0
  for (;;) {
    const character = reader.read()
    const isOpen = dialect === 'hcl' && braces > 0
    if (character === END || (character === CHARACTER.lineFeed && !isOpen)) {
      reader.refuse('literal not terminated')
      return
    }
    if (character === CHARACTER.quote && !isOpen) return
    braces = bracesAfter(reader, character, braces)
    if (character === CHARACTER.backslash) scanEscape(reader, dialect)
  }
}

/** How deep in an interpolation the string is after a character. Reads the brace that opens one. */
function bracesAfter(reader: CharacterReader, character: number, braces: number): number {
  if (braces === 0) {
    if (character !== CHARACTER.dollar || reader.peek() !== CHARACTER.leftBrace) return 0
    reader.read()
    return 1
  }
  if (character === CHARACTER.leftBrace) return braces + 1
  return character === CHARACTER.rightBrace ? braces - 1 : braces
}

const single = new Set([...'abfnrtv\\"'].map((character) => character.charCodeAt(0)))

function scanEscape(reader: CharacterReader, dialect: Dialect): void {
  const character = reader.read()
  if (single.has(character)) return
  if (digitValue(character) < 8) scanDigits(reader, dialect, character, { base: 8, count: 3 })
  else if (character === CHARACTER.x) scanDigits(reader, dialect, reader.read(), { base: 16, count: 2 })
  else if (character === CHARACTER.u) scanDigits(reader, dialect, reader.read(), { base: 16, count: 4 })
  else if (character === CHARACTER.U) scanDigits(reader, dialect, reader.read(), { base: 16, count: 8 })
  else reader.refuse('illegal char escape')
}

function scanDigits(
  reader: CharacterReader,
  dialect: Dialect,
  first: number,
  { base, count }: { base: number; count: number },
): void {
  let character = first
  let missing = count
  while (missing > 0 && digitValue(character) < base) {
    character = reader.read()
    if (dialect === 'hcl' && character === END) break
    missing--
  }
  if (missing > 0) reader.refuse('illegal char escape')
  if (dialect === 'json') stepBackOrPanic(reader)
  else if (missing !== count && character !== END) reader.stepBack()
}

/** A JSON file that ends within an escape brings the servers down, with this text. */
function stepBackOrPanic(reader: CharacterReader): void {
  if (!reader.stepBack()) reader.panic('bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune')
}
