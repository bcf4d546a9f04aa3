/**
 * Tokens of a configuration file, as ranges of its text, and places in it. Kinds carry the names under which the servers'
 * own parser speaks of them in its errors.
 */
export type TokenKind =
  | 'ILLEGAL'
  | 'EOF'
  | 'COMMENT'
  | 'IDENT'
  | 'NUMBER'
  | 'FLOAT'
  | 'BOOL'
  | 'STRING'
  | 'HEREDOC'
  | 'NULL'
  | 'LBRACK'
  | 'LBRACE'
  | 'RBRACK'
  | 'RBRACE'
  | 'COMMA'
  | 'PERIOD'
  | 'COLON'
  | 'ASSIGN'
  | 'ADD'
  | 'SUB'

/** `text.slice(start, end)`, in UTF-16 units; `line` is that of its first character, from 1. */
export interface Token {
  kind: TokenKind
  start: number
  end: number
  line: number
}

/** Line and column from 1. Columns count characters (code points), as the servers do. */
export interface Place {
  line: number
  column: number
}

/** Something that the scanner refused while it read the token with the index `token`. */
export interface ScanError extends Place {
  token: number
  start: number
  end: number
  message: string
  /** The servers do not refuse the text but go down over it. */
  isPanic?: true
}

/** All tokens of a text in order, white space left out; the last one is the end of the text. */
export interface TokenList {
  tokens: Token[]
  errors: ScanError[]
  /** How often the scanner had looked past the end when it reported the end: each look moves its column by one. */
  looksPastEnd: number
}

/** Counts columns, quickly where it is asked for places one after the other. */
export class Columns {
  readonly #text: string
  #offset = 0
  #column = 1

  constructor(text: string) {
    this.#text = text
  }

  /** The column of the character that begins at an offset. */
  at(offset: number): number {
    if (offset < this.#offset) this.#return(this.#text.lastIndexOf('\n', offset - 1) + 1)
    while (this.#offset < offset) this.#pass()
    return this.#column
  }

  #return(lineStart: number): void {
    this.#offset = lineStart
    this.#column = 1
  }

  #pass(): void {
    if (this.#text.charCodeAt(this.#offset) === 10) this.#return(this.#offset + 1)
    else {
      this.#offset += isPair(this.#text, this.#offset) ? 2 : 1
      this.#column++
    }
  }
}

/** Whether a character beyond the basic plane begins here. */
export function isPair(text: string, at: number): boolean {
  return isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
