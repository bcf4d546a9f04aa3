/**
 * Reads a text character by character as the scanners of the servers read their bytes: one step back at most, line and
 * column counted on the way, the end of the text read as NUL. In HCL a CR LF is one line end, NUL itself and U+E123 are
 * refused. Knows no tokens.
 */
import { Columns, isPair, type ScanError } from './token.ts'

/** What `read` gives at the end. In HCL a NUL in the text, an error there, is read as the end too. */
export const END = 0

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const REPLACEMENT = 0xfffd
const RESERVED = 0xe123

export type Dialect = 'hcl' | 'json'

export class CharacterReader {
  readonly text: string
  readonly errors: ScanError[] = []
  /** Where the next character begins. */
  offset = 0
  line = 1
  looksPastEnd = 0
  /** Index of the token that is being read, for its errors. */
  token = 0
  readonly #dialect: Dialect
  readonly #columns: Columns
  #width = 0
  #previousOffset = 0
  #previousLine = 1
  #canStepBack = false
  #panic: ScanError | undefined

  constructor(text: string, dialect: Dialect) {
    this.text = text
    this.#dialect = dialect
    this.#columns = new Columns(text)
  }

  /** The next character as a code point; END past the end. */
  read(): number {
    if (this.offset >= this.text.length) return this.#readPastEnd()
    this.#previousOffset = this.offset
    this.#previousLine = this.line
    this.#canStepBack = true
    const unit = this.text.charCodeAt(this.offset)
    if (unit > CARRIAGE_RETURN && unit < 0xd800) {
      this.#advance(1)
      return unit
    }
    return this.#readSpecial(unit)
  }

  /** The next character without reading it. */
  peek(): number {
    if (this.offset >= this.text.length) return END
    const unit = this.text.charCodeAt(this.offset)
    if (this.#isCarriageReturnLineFeed(unit, this.offset)) return LINE_FEED
    return isPair(this.text, this.offset) ? (this.text.codePointAt(this.offset) ?? END) : unit
  }

  /**
   * Takes the last read back; once only. False where there is nothing to take back: the servers' JSON scanner panics
   * there.
   */
  stepBack(): boolean {
    if (!this.#canStepBack) return false
    this.offset = this.#previousOffset
    this.line = this.#previousLine
    this.#width = this.#widthBefore(this.offset)
    this.#canStepBack = false
    return true
  }

  /** Where the last character that was read begins. */
  get last(): number {
    return this.offset - this.#width
  }

  /** Notes that the character at `start`, by default the last one read, cannot be accepted. */
  refuse(message: string, start: number = this.last): void {
    if (!this.#panic) this.errors.push(this.#error(message, start))
  }

  /** Notes a text over which the servers go down; whatever else is wrong with it, they do not come to it. */
  panic(message: string): void {
    this.refuse(message)
    this.#panic = this.errors.at(-1)
    if (this.#panic) this.#panic.isPanic = true
  }

  #error(message: string, start: number): ScanError {
    const atEnd = this.looksPastEnd > 0
    const line = !atEnd && this.#isLineEnd(start) ? this.line - 1 : this.line
    const column = this.#columns.at(start) + (atEnd ? this.looksPastEnd - 1 : 0)
    return { token: this.token, start, end: Math.max(start, this.offset), line, column, message }
  }

  #readPastEnd(): number {
    this.looksPastEnd++
    this.#width = 0
    this.#canStepBack = false
    return END
  }

  #readSpecial(unit: number): number {
    if (unit === LINE_FEED) return this.#readLineEnd(1)
    if (this.#isCarriageReturnLineFeed(unit, this.offset)) return this.#readLineEnd(2)
    if (isPair(this.text, this.offset)) {
      const character = this.text.codePointAt(this.offset) ?? REPLACEMENT
      this.#advance(2)
      return character
    }
    this.#advance(1)
    return this.#refuseSpecial(unit)
  }

  /** What UTF-8 cannot hold, and what HCL keeps for itself. */
  #refuseSpecial(unit: number): number {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      this.refuse('illegal UTF-8 encoding')
      return REPLACEMENT
    }
    if (this.#dialect === 'json') return unit
    if (unit === 0) this.refuse('unexpected null character (0x00)')
    if (unit !== RESERVED) return unit
    this.refuse('unicode code point U+E123 reserved for internal use')
    return REPLACEMENT
  }

  #readLineEnd(width: number): number {
    this.#advance(width)
    this.line++
    return LINE_FEED
  }

  #advance(width: number): void {
    this.offset += width
    this.#width = width
  }

  #isCarriageReturnLineFeed(unit: number, offset: number): boolean {
    return unit === CARRIAGE_RETURN && this.#dialect === 'hcl' && this.text.charCodeAt(offset + 1) === LINE_FEED
  }

  #widthBefore(offset: number): number {
    const start = offset - 2
    const isWide = isPair(this.text, start) || this.#isCarriageReturnLineFeed(this.text.charCodeAt(start), start)
    return isWide ? 2 : 1
  }

  #isLineEnd(offset: number): boolean {
    const unit = this.text.charCodeAt(offset)
    return unit === LINE_FEED || (this.#width === 2 && unit === CARRIAGE_RETURN)
  }
}
