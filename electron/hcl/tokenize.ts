/** Cuts a text into tokens with the scanner of a dialect, white space left out. */
import { CharacterReader, type Dialect } from './reader.ts'
import { isWhitespace } from './scan.ts'
import type { Token, TokenKind, TokenList } from './token.ts'

/** Reads one token, whose first character is given and read and began at `start`, and says what it is. */
export type TokenScanner = (reader: CharacterReader, character: number, start: number) => TokenKind

export function tokenize(text: string, dialect: Dialect, scanToken: TokenScanner): TokenList {
  const reader = new CharacterReader(text, dialect)
  const tokens: Token[] = []
  for (;;) {
    reader.token = tokens.length
    let character = reader.read()
    while (isWhitespace(character)) character = reader.read()
    const start = reader.last
    const { line } = reader
    if (start === text.length) {
      tokens.push({ kind: 'EOF', start, end: start, line })
      return { tokens, errors: reader.errors, looksPastEnd: reader.looksPastEnd }
    }
    const kind = scanToken(reader, character, start)
    tokens.push({ kind, start, end: reader.offset, line })
  }
}
