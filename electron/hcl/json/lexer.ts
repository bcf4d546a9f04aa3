/**
 * Splits a configuration file in JSON into tokens, by the rules of the servers' own JSON scanner, which are not those of JSON:
 * comments are refused, but numbers may begin with a point, and strings may contain control characters and more escapes.
 */
import { type CharacterReader, END } from '../reader.ts'
import { CHARACTER, isDecimal, isDigit, isLetter, scanDecimals, scanExponent, scanMantissa } from '../scan.ts'
import { scanString } from '../scan-string.ts'
import type { TokenKind, TokenList } from '../token.ts'
import { tokenize } from '../tokenize.ts'

export function lexJson(text: string): TokenList {
  return tokenize(text, 'json', scanToken)
}

const punctuation: Readonly<Record<number, TokenKind>> = {
  [END]: 'EOF',
  [CHARACTER.leftBracket]: 'LBRACK',
  [CHARACTER.rightBracket]: 'RBRACK',
  [CHARACTER.leftBrace]: 'LBRACE',
  [CHARACTER.rightBrace]: 'RBRACE',
  [CHARACTER.comma]: 'COMMA',
  [CHARACTER.colon]: 'COLON',
}

function scanToken(reader: CharacterReader, character: number, start: number): TokenKind {
  if (isLetter(character)) return scanWord(reader, start)
  if (isDecimal(character)) return scanNumber(reader, character)
  return punctuation[character] ?? scanOther(reader, character)
}

function scanOther(reader: CharacterReader, character: number): TokenKind {
  switch (character) {
    case CHARACTER.quote:
      scanString(reader, 'json')
      return 'STRING'
    case CHARACTER.period:
      if (!isDecimal(reader.peek())) return 'PERIOD'
      scanExponent(reader, scanMantissa(reader, reader.peek()))
      return 'FLOAT'
    case CHARACTER.minus:
      if (isDecimal(reader.peek())) return scanNumber(reader, reader.read())
      reader.refuse('illegal char')
      return 'ILLEGAL'
    default:
      reader.refuse(`illegal char: ${String.fromCodePoint(character)}`)
      return 'ILLEGAL'
  }
}

function scanWord(reader: CharacterReader, start: number): TokenKind {
  let character = reader.read()
  while (isLetter(character) || isDigit(character) || character === CHARACTER.minus) character = reader.read()
  if (character !== END) reader.stepBack()
  const word = reader.text.slice(start, reader.offset)
  if (word === 'true' || word === 'false') return 'BOOL'
  if (word === 'null') return 'NULL'
  reader.refuse('illegal char')
  return 'ILLEGAL'
}

/** A number. A zero must stand alone or before a point; at the very end of the text it may not stand at all. */
function scanNumber(reader: CharacterReader, first: number): TokenKind {
  const { offset } = reader
  scanMantissa(reader, first)
  const next = reader.read()
  if (scanDecimals(reader, next)) return 'FLOAT'
  if (next !== END) reader.stepBack()
  const isLonger = reader.offset !== offset || reader.looksPastEnd > 0
  if (first === CHARACTER.zero && isLonger) reader.refuse('numbers cannot start with 0')
  return 'NUMBER'
}
