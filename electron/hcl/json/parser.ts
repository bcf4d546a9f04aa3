/**
 * Parses a configuration file in JSON as the servers do. Their parser stops without an error where an object closes, or where
 * something other than a comma follows a value, and ignores what comes after; it drops an item without a value before a closing
 * brace. What it refuses is passed here up to the next comma or brace, and the rest is read.
 */
import { at, Failures } from '../failures.ts'
import { Columns, type Token } from '../token.ts'
import type { ConfigDocument, Entry, Item, ListValue, ObjectValue, Unreadable, Value } from '../tree.ts'
import { lexJson } from './lexer.ts'

const deepest = 400

const literalKinds: ReadonlySet<Token['kind']> = new Set(['NUMBER', 'FLOAT', 'BOOL', 'NULL', 'STRING'])
/** Booleans and lists in lists are passed over by the servers, null is refused. */
const elementKinds: ReadonlySet<Token['kind']> = new Set(['NUMBER', 'FLOAT', 'STRING'])

export function parseJson(text: string): ConfigDocument {
  return new JsonParser(text).parse()
}

class JsonParser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #failures: Failures
  readonly #columns: Columns
  #index = -1
  #depth = 0
  /** Why there is no value where there should be one. */
  #objection = ''

  constructor(text: string) {
    const list = lexJson(text)
    this.#text = text
    this.#tokens = list.tokens
    this.#failures = new Failures('json', list.errors)
    this.#columns = new Columns(text)
  }

  parse(): ConfigDocument {
    const root = this.#root()
    const refusal = this.#failures.refusal('kept', this.#index)
    const ignored = this.#ignored(root)
    return {
      text: this.#text,
      format: 'json',
      tokens: this.#tokens,
      comments: [],
      entries: root?.entries ?? [],
      ...(root ? { root } : {}),
      ...(ignored ? { ignored } : {}),
      faults: this.#failures.faults(this.#index),
      ...(refusal ? { refusal, strictRefusal: refusal } : {}),
      duplicates: [],
    }
  }

  #root(): ObjectValue | undefined {
    if (this.#next().kind === 'LBRACE') return this.#object()
    this.#fail(`Expected object, got unknown token: ${this.#described()}`)
    return undefined
  }

  /** What stands behind the root object, or in place of its closing brace. */
  #ignored(root: ObjectValue | undefined): Token | undefined {
    const token = root?.close ? this.#tokens[this.#index + 1] : this.#current
    return token?.kind === 'EOF' ? undefined : token
  }

  /** An object whose opening brace is the current token. */
  #object(): ObjectValue {
    const object: ObjectValue = { type: 'object', open: this.#current, entries: [] }
    for (;;) {
      const entry = this.#entry()
      if (entry) object.entries.push(entry)
      if (entry?.type === 'item') this.#next()
      else if (!this.#isAtEndOfObject()) this.#passFault()
      if (this.#current.kind === 'RBRACE') return { ...object, close: this.#current }
      if (this.#current.kind !== 'COMMA') return object
    }
  }

  /** An item; what stands in place of one, or nothing, with the token that cannot be part of it as the current one. */
  #entry(): Entry | undefined {
    const keys: Token[] = []
    while (this.#next().kind === 'STRING') keys.push(this.#current)
    const [start] = keys
    const assign = this.#current
    if (assign.kind === 'COLON' && start) {
      const value = this.#value(this.#next())
      return value ? ({ type: 'item', keys, assign, value } satisfies Item) : this.#unreadable(start)
    }
    this.#objection = assign.kind === 'ILLEGAL' ? 'illegal' : `expected: STRING got: ${assign.kind}`
    return start ? this.#unreadable(start) : undefined
  }

  #value(token: Token): Value | undefined {
    if (literalKinds.has(token.kind)) return { type: 'literal', token }
    if (token.kind === 'LBRACE') return this.#nested(() => this.#object())
    if (token.kind === 'LBRACK') return this.#nested(() => this.#list())
    this.#objection = `Expected object value, got unknown token: ${this.#described()}`
    return undefined
  }

  /** A list whose opening bracket is the current token; undefined where something in it cannot be part of it. */
  #list(): ListValue | undefined {
    const open = this.#current
    const elements: Value[] = []
    for (;;) {
      const token = this.#next()
      if (token.kind === 'RBRACK') return { type: 'list', open, elements, close: token }
      if (token.kind === 'COMMA') continue
      const element = this.#element(token)
      if (!element) return undefined
      elements.push(element)
    }
  }

  #element(token: Token): Value | undefined {
    if (elementKinds.has(token.kind)) return { type: 'literal', token }
    if (token.kind === 'LBRACE') return this.#nested(() => this.#object())
    if (token.kind === 'BOOL' || token.kind === 'LBRACK') return this.#unreadable(token)
    this.#objection = `unexpected token while parsing list: ${token.kind}`
    if (token.kind === 'EOF') this.#fail(this.#objection)
    return undefined
  }

  #nested<T extends Value>(read: () => T | undefined): T | undefined {
    if (this.#depth === deepest) {
      this.#objection = 'nested too deeply'
      return undefined
    }
    this.#depth++
    const value = read()
    this.#depth--
    return value
  }

  /** Whether the servers take an object for finished where there is no item in it. */
  #isAtEndOfObject(): boolean {
    return this.#current.kind === 'RBRACE' || this.#current.kind === 'EOF'
  }

  /** Notes what is in the way and passes it, up to a comma or brace of the same object. */
  #passFault(): void {
    this.#fail(this.#objection)
    for (let depth = 0; this.#current.kind !== 'EOF'; this.#next()) {
      const { kind } = this.#current
      if (depth === 0 && (kind === 'COMMA' || kind === 'RBRACE')) return
      if (kind === 'LBRACE' || kind === 'LBRACK') depth++
      else if ((kind === 'RBRACE' || kind === 'RBRACK') && depth > 0) depth--
    }
  }

  #next(): Token {
    if (this.#index < this.#tokens.length - 1) this.#index++
    return this.#current
  }

  get #current(): Token {
    const token = this.#tokens[this.#index]
    if (!token) throw new RangeError('no token has been read')
    return token
  }

  #fail(message: string): void {
    const token = this.#current
    const place = { line: token.line, column: this.#columns.at(token.start) }
    this.#failures.add({ token, place, message, printed: message }, this.#index)
  }

  #described(): string {
    const { kind, start, end, line } = this.#current
    return `${at({ line, column: this.#columns.at(start) })} ${kind} ${this.#text.slice(start, end)}`
  }

  /** From a token up to the current one. */
  #unreadable(start: Token): Unreadable {
    const end = this.#current === start ? start.end : (this.#tokens[this.#index - 1]?.end ?? start.end)
    return { type: 'unreadable', start: start.start, end: Math.max(end, start.end), line: start.line }
  }
}
