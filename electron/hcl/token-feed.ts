/**
 * Hands the tokens of an HCL file to the parser one by one and groups the comments between them: a group on the line of the
 * token before it, with nothing behind it, is a trailing comment; a group that ends on the line above the next token is a lead
 * comment. Both wait here until the parser finds the node they belong to. When they are grouped and how long they wait is that
 * of the servers' parser, whose printer places comments accordingly.
 */
import { Columns, type Place, type Token, type TokenList } from './token.ts'
import type { CommentGroup } from './tree.ts'

export class TokenFeed {
  readonly groups: CommentGroup[] = []
  #lead: CommentGroup | undefined
  #trailing: CommentGroup | undefined
  #index = -1
  #held = false
  #looksPastEnd: number
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #columns: Columns

  constructor(text: string, { tokens, looksPastEnd }: TokenList) {
    this.#text = text
    this.#tokens = tokens
    this.#looksPastEnd = looksPastEnd
    this.#columns = new Columns(text)
  }

  /** The token that `next` gave last. */
  get current(): Token {
    return this.#at(this.#index)
  }

  get index(): number {
    return this.#index
  }

  /** Whether the end of the text is the current token. */
  get isAtEnd(): boolean {
    return this.#index === this.#tokens.length - 1
  }

  /** The next token that is no comment; the same again after `hold`. */
  next(): Token {
    if (this.#held) {
      this.#held = false
      return this.current
    }
    const previousLine = this.#index < 0 ? 0 : this.current.line
    this.#advance()
    if (this.current.kind === 'COMMENT') this.#passComments(previousLine)
    return this.current
  }

  /** Lets `next` give the current token once more. */
  hold(): void {
    this.#held = true
  }

  peek(): Token {
    const token = this.next()
    this.hold()
    return token
  }

  /** The offset behind the token before the current one, comments left out. */
  get previousEnd(): number {
    let index = this.#index - 1
    while (this.#tokens[index]?.kind === 'COMMENT') index--
    return this.#tokens[index]?.end ?? 0
  }

  takeLead(): CommentGroup | undefined {
    const lead = this.#lead
    this.#lead = undefined
    return lead
  }

  get hasTrailing(): boolean {
    return this.#trailing !== undefined
  }

  takeTrailing(): CommentGroup | undefined {
    const trailing = this.#trailing
    this.#trailing = undefined
    return trailing
  }

  /** Where a token is. Every look past the end has moved the end by one column. */
  place({ start, line }: Token): Place {
    const past = start === this.#text.length ? this.#looksPastEnd - 1 : 0
    return { line, column: this.#columns.at(start) + past }
  }

  #advance(): void {
    if (this.#index < this.#tokens.length - 1) this.#index++
    else this.#looksPastEnd++
  }

  #at(index: number): Token {
    const token = this.#tokens[index]
    if (!token) throw new RangeError('no token has been read')
    return token
  }

  #passComments(previousLine: number): void {
    let group: CommentGroup = []
    let endLine = -1
    if (this.current.line === previousLine) {
      ;[group, endLine] = this.#passGroup(0)
      if (this.current.line !== endLine) this.#trailing = group
    }
    endLine = -1
    while (this.current.kind === 'COMMENT') [group, endLine] = this.#passGroup(1)
    const { kind, line } = this.current
    if (endLine + 1 === line && kind !== 'RBRACE' && kind !== 'RBRACK') this.#lead = group
  }

  /** Passes comments that begin at most `gap` lines below the end of the one before. */
  #passGroup(gap: number): [CommentGroup, number] {
    const group: Token[] = []
    let endLine = this.current.line
    while (this.current.kind === 'COMMENT' && this.current.line <= endLine + gap) {
      endLine = this.current.line + this.#lineEndsIn(this.current)
      group.push(this.current)
      this.#advance()
    }
    this.groups.push(group)
    return [group, endLine]
  }

  #lineEndsIn({ start, end }: Token): number {
    if (this.#text[start + 1] !== '*') return 0
    let count = 0
    for (let at = this.#text.indexOf('\n', start); at >= 0 && at < end; at = this.#text.indexOf('\n', at + 1)) count++
    return count
  }
}
