/**
 * Splits HCL version 1 into tokens, comments among them, by the rules of the servers' scanner and with its errors. Every
 * character between two tokens is white space, so tokens and gaps together are the text.
 */
import { type CharacterReader, END } from './reader.ts'
import {
  CHARACTER,
  isDecimal,
  isDigit,
  isHexadecimal,
  isLetter,
  scanDecimals,
  scanExponent,
  scanMantissa,
} from './scan.ts'
import { scanHeredoc } from './scan-heredoc.ts'
import { scanString } from './scan-string.ts'
import type { TokenKind, TokenList } from './token.ts'
import { tokenize } from './tokenize.ts'

export function lexHcl(text: string): TokenList {
  return tokenize(text, 'hcl', scanToken)
}

const punctuation: Readonly<Record<number, TokenKind>> = {
  [CHARACTER.leftBracket]: 'LBRACK',
  [CHARACTER.rightBracket]: 'RBRACK',
  [CHARACTER.leftBrace]: 'LBRACE',
  [CHARACTER.rightBrace]: 'RBRACE',
  [CHARACTER.comma]: 'COMMA',
  [CHARACTER.equals]: 'ASSIGN',
  [CHARACTER.plus]: 'ADD',
}

function scanToken(reader: CharacterReader, character: number, start: number): TokenKind {
  if (isLetter(character)) return scanIdentifier(reader, start)
  if (isDecimal(character)) return scanNumber(reader, character)
  return punctuation[character] ?? scanOther(reader, character)
}

function scanOther(reader: CharacterReader, character: number): TokenKind {
  switch (character) {
    case END:
      return 'EOF'
    case CHARACTER.quote:
      scanString(reader, 'hcl')
      return 'STRING'
    case CHARACTER.hash:
    case CHARACTER.slash:
      scanComment(reader, character)
      return 'COMMENT'
    case CHARACTER.less:
      scanHeredoc(reader)
      return 'HEREDOC'
    case CHARACTER.period:
      return scanPeriod(reader)
    case CHARACTER.minus:
      return isDecimal(reader.peek()) ? scanNumber(reader, reader.read()) : 'SUB'
    default:
      reader.refuse('illegal char')
      return 'ILLEGAL'
  }
}

function scanIdentifier(reader: CharacterReader, start: number): TokenKind {
  let character = reader.read()
  while (isLetter(character) || isDigit(character) || character === CHARACTER.minus || character === CHARACTER.period) {
    character = reader.read()
  }
  if (character !== END) reader.stepBack()
  const word = reader.text.slice(start, reader.offset)
  return word === 'true' || word === 'false' ? 'BOOL' : 'IDENT'
}

function scanPeriod(reader: CharacterReader): TokenKind {
  if (!isDecimal(reader.peek())) return 'PERIOD'
  scanExponent(reader, scanMantissa(reader, reader.peek()))
  return 'FLOAT'
}

function scanNumber(reader: CharacterReader, first: number): TokenKind {
  if (first === CHARACTER.zero) return scanAfterZero(reader)
  scanMantissa(reader, first)
  const next = reader.read()
  if (scanDecimals(reader, next)) return 'FLOAT'
  if (next !== END) reader.stepBack()
  return 'NUMBER'
}

/** Hexadecimal, octal, or a number below one. An 8 or 9 right behind the zero is let pass, a later one is not. */
function scanAfterZero(reader: CharacterReader): TokenKind {
  let character = reader.read()
  if (character === CHARACTER.x || character === CHARACTER.X) return scanHexadecimal(reader)
  let isIllegalOctal = false
  while (isDecimal(character)) {
    character = reader.read()
    if (character === 56 || character === 57) isIllegalOctal = true
  }
  if (scanDecimals(reader, character)) return 'FLOAT'
  if (isIllegalOctal) reader.refuse('illegal octal number')
  if (character !== END) reader.stepBack()
  return 'NUMBER'
}

function scanHexadecimal(reader: CharacterReader): TokenKind {
  let character = reader.read()
  const isEmpty = !isHexadecimal(character)
  while (isHexadecimal(character)) character = reader.read()
  if (isEmpty) reader.refuse('illegal hexadecimal number')
  if (character !== END) reader.stepBack()
  return 'NUMBER'
}

function scanComment(reader: CharacterReader, first: number): void {
  if (first === CHARACTER.slash && reader.peek() === CHARACTER.star) {
    reader.read()
    scanBlockComment(reader)
    return
  }
  if (first === CHARACTER.slash && reader.peek() !== CHARACTER.slash) {
    reader.refuse("expected '/' for comment")
    return
  }
  let character = reader.read()
  while (character !== CHARACTER.lineFeed && character !== END) character = reader.read()
  if (character !== END) reader.stepBack()
}

function scanBlockComment(reader: CharacterReader): void {
  let character = reader.read()
  for (;;) {
    if (character === END) {
      reader.refuse('comment not terminated')
      return
    }
    const previous = character
    character = reader.read()
    if (previous === CHARACTER.star && character === CHARACTER.slash) return
  }
}
