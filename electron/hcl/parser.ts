/**
 * Parses HCL version 1. Up to the first error it asks for tokens exactly as the servers' parser does, which decides what is
 * accepted, what an error says and which comment belongs to which node; from there on it skips to the next thing that looks
 * like a beginning, so that one mistake does not take the rest of a file with it.
 */
import { at, Failures } from './failures.ts'
import { goQuoted } from './go-quote.ts'
import { lexHcl } from './lexer.ts'
import type { Token } from './token.ts'
import { TokenFeed } from './token-feed.ts'
import {
  type CommentGroup,
  type ConfigDocument,
  type DuplicateKey,
  type Entry,
  type Item,
  type ListValue,
  lineOf,
  type ObjectValue,
  type Unreadable,
  type Value,
} from './tree.ts'

/** Objects and lists in one another beyond this are not read: no server's file is like that, and the stack is finite. */
const deepest = 400

const literalKinds: ReadonlySet<Token['kind']> = new Set(['NUMBER', 'FLOAT', 'BOOL', 'STRING', 'HEREDOC'])
const openingKinds: ReadonlySet<Token['kind']> = new Set(['LBRACE', 'LBRACK'])
const closingKinds: ReadonlySet<Token['kind']> = new Set(['RBRACE', 'RBRACK'])

type Surroundings = 'file' | 'object'

export function parseHcl(text: string): ConfigDocument {
  return new Parser(text).parse()
}

class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #feed: TokenFeed
  readonly #failures: Failures
  readonly #duplicates: DuplicateKey[] = []
  #depth = 0

  constructor(text: string) {
    const list = lexHcl(text)
    this.#text = text
    this.#tokens = list.tokens
    this.#feed = new TokenFeed(text, list)
    this.#failures = new Failures('hcl', list.errors)
  }

  parse(): ConfigDocument {
    const entries = this.#entries('file')
    const refusal = this.#failures.refusal('kept', this.#feed.index)
    const strictRefusal = this.#failures.refusal('refused', this.#feed.index)
    while (!this.#feed.isAtEnd) entries.push(...this.#entries('file'))
    return {
      text: this.#text,
      format: 'hcl',
      tokens: this.#tokens,
      comments: this.#feed.groups,
      entries,
      faults: this.#failures.faults(this.#feed.index),
      ...(refusal ? { refusal } : {}),
      ...(strictRefusal ? { strictRefusal } : {}),
      duplicates: this.#duplicates,
    }
  }

  /** The entries of a file, to its end, or of an object, to its closing brace, which is left to the caller. */
  #entries(surroundings: Surroundings): Entry[] {
    const entries: Entry[] = []
    const keys = new Map<string, Token>()
    while (surroundings === 'file' || this.#feed.peek().kind !== 'RBRACE') {
      const entry = this.#entry(surroundings)
      if (entry === 'end') break
      entries.push(entry)
      if (entry.type === 'unreadable' && this.#feed.current.kind === 'EOF') break
      if (entry.type === 'item' && entry.assign) this.#noteDuplicates(entry, keys)
      if (this.#feed.peek().kind === 'COMMA') this.#feed.next()
    }
    return entries
  }

  #noteDuplicates({ keys }: Item, known: Map<string, Token>): void {
    for (const key of keys) {
      const name = this.#textOf(key)
      const first = known.get(name)
      if (first) this.#noteDuplicate(key, first, name)
      else known.set(name, key)
    }
  }

  #noteDuplicate(key: Token, first: Token, name: string): void {
    this.#duplicates.push({ key, first })
    const place = this.#feed.place(key)
    const printed = `The argument ${goQuoted(name)} at ${at(place)} was already set. Each argument can only be defined once`
    this.#failures.addDuplicate(key, place, printed, this.#feed.index)
  }

  #entry(surroundings: Surroundings): Entry | 'end' {
    const keys = this.#keys()
    const { current } = this.#feed
    const start = keys[0] ?? current
    if (keys.length === 0 && current.kind === 'EOF') return 'end'
    if (!this.#checkHead(keys, current)) return this.#skip(start, surroundings)
    const lead = this.#feed.takeLead()
    const value = current.kind === 'ASSIGN' ? this.#value() : this.#nested(() => this.#object())
    if (value === undefined) return this.#skip(start, surroundings)
    const trailing = this.#trailing(start, value)
    return {
      type: 'item',
      keys,
      ...(current.kind === 'ASSIGN' ? { assign: current } : {}),
      value,
      ...(lead ? { lead } : {}),
      ...(trailing ? { trailing } : {}),
    }
  }

  #keys(): Token[] {
    const keys: Token[] = []
    for (;;) {
      const token = this.#feed.next()
      if (token.kind !== 'IDENT' && token.kind !== 'STRING') return keys
      keys.push(token)
    }
  }

  /** Whether what follows the keys begins a value. */
  #checkHead(keys: readonly Token[], { kind }: Token): boolean {
    switch (kind) {
      case 'ASSIGN':
        if (keys.length > 1) this.#fail(`nested object expected: LBRACE got: ${kind}`)
        if (keys.length === 0) this.#fail('no object keys found!')
        return keys.length > 0
      case 'LBRACE':
        if (keys.length === 0) this.#fail(`expected: IDENT | STRING got: ${kind}`)
        return keys.length > 0
      case 'ILLEGAL':
        this.#fail('illegal character')
        return false
      default:
        this.#fail(isEndOfEntries(kind) && keys.length > 0 ? this.#valueMissing(keys) : expectedKey(kind))
        return false
    }
  }

  #valueMissing(keys: readonly Token[]): string {
    const name = keys.map((key) => this.#textOf(key)).join(' ')
    return `key '${name}' expected start of object ('{') or assignment ('=')`
  }

  /** The value behind an equals sign; undefined where there is none. That the text ends there is no error to the servers. */
  #value(): Value | undefined {
    const token = this.#feed.next()
    if (literalKinds.has(token.kind)) return { type: 'literal', token }
    if (token.kind === 'LBRACE') return this.#nested(() => this.#object())
    if (token.kind === 'LBRACK') return this.#nested(() => this.#list())
    if (token.kind === 'EOF') return undefined
    this.#fail(`Unknown token: ${at(this.#feed.place(token))} ${token.kind} ${this.#textOf(token)}`)
    return undefined
  }

  /** The comment behind a value, on its last line, or the one between the equals sign and a value on the next line. */
  #trailing(start: Token, value: Value): CommentGroup | undefined {
    const before = this.#feed.takeTrailing()
    this.#feed.peek()
    return (start.line === lineOf(value) ? this.#feed.takeTrailing() : undefined) ?? before
  }

  #object(): ObjectValue {
    const open = this.#feed.current
    const entries = this.#entries('object')
    const close = this.#feed.next()
    if (close.kind === 'RBRACE') return { type: 'object', open, entries, close }
    this.#fail(`object expected closing RBRACE got: ${close.kind}`)
    this.#feed.hold()
    return { type: 'object', open, entries }
  }

  #list(): ListValue {
    const open = this.#feed.current
    const elements: Value[] = []
    let needsComma = false
    for (;;) {
      const token = this.#feed.next()
      if (token.kind === 'RBRACK') return { type: 'list', open, elements, close: token }
      if (token.kind === 'COMMA') {
        this.#passComma(elements)
        needsComma = false
        continue
      }
      if (needsComma) this.#fail(`error parsing list, expected comma or list end, got: ${token.kind}`)
      const element = this.#element(token)
      if (!element) return { type: 'list', open, elements }
      elements.push(element)
      if (element.type !== 'list') needsComma = element.type !== 'unreadable'
    }
  }

  /** A comma in a list, whose trailing comment is that of the element before it. */
  #passComma(elements: Value[]): void {
    this.#feed.peek()
    const last = elements.at(-1)
    if (last?.type !== 'literal') return
    const trailing = this.#feed.takeTrailing()
    if (trailing) last.trailing = trailing
  }

  /** An element of a list; undefined where the list cannot go on. */
  #element(token: Token): Value | undefined {
    if (literalKinds.has(token.kind)) {
      const lead = this.#feed.takeLead()
      return { type: 'literal', token, ...(lead ? { lead } : {}) }
    }
    if (token.kind === 'LBRACE') return this.#elementWithin('object', token, () => this.#object())
    if (token.kind === 'LBRACK') return this.#elementWithin('list', token, () => this.#list())
    this.#fail(`unexpected token while parsing list: ${token.kind}`)
    if (!isEndOfEntries(token.kind) && !this.#beginsLine(token)) return unreadable(token, token.end)
    this.#feed.hold()
    return undefined
  }

  #elementWithin(what: string, token: Token, read: () => Value): Value {
    const context = `At ${at(this.#feed.place(token))}: error while trying to parse ${what} within list: `
    return this.#failures.within(context, () => this.#nested(read))
  }

  #nested(read: () => Value): Value {
    if (this.#depth === deepest) return this.#tooDeep()
    this.#depth++
    const value = read()
    this.#depth--
    return value
  }

  /** Passes an object or list that is too deep, to its closing bracket. */
  #tooDeep(): Unreadable {
    const open = this.#feed.current
    this.#fail('nested too deeply')
    for (let depth = 1; depth > 0; ) {
      const { kind } = this.#feed.next()
      if (kind === 'EOF') break
      depth += openingKinds.has(kind) ? 1 : closingKinds.has(kind) ? -1 : 0
    }
    const { current, previousEnd } = this.#feed
    if (current.kind !== 'EOF') return unreadable(open, current.end)
    this.#feed.hold()
    return unreadable(open, previousEnd)
  }

  /**
   * Passes what cannot be understood: at least one token, then up to a key at the beginning of a line that is not inside of
   * brackets, or not further right than where it all began.
   */
  #skip(start: Token, surroundings: Surroundings): Unreadable {
    if (this.#feed.current.kind !== 'EOF') this.#feed.hold()
    else return unreadable(start, Math.max(start.end, this.#feed.previousEnd))
    const margin = this.#feed.place(start).column
    for (let depth = 0; ; ) {
      const token = this.#feed.peek()
      if (token.kind === 'EOF') break
      if (token.kind === 'RBRACE' && depth === 0 && surroundings === 'object') break
      if (token !== start && this.#isBeginning(token) && (depth === 0 || this.#feed.place(token).column <= margin))
        break
      this.#feed.next()
      if (openingKinds.has(token.kind)) depth++
      else if (closingKinds.has(token.kind) && depth > 0) depth--
    }
    return unreadable(start, Math.max(start.end, this.#feed.previousEnd))
  }

  #isBeginning(token: Token): boolean {
    return (token.kind === 'IDENT' || token.kind === 'STRING') && this.#beginsLine(token)
  }

  /** Whether the current token is the first on its line. */
  #beginsLine({ start }: Token): boolean {
    return this.#text.slice(this.#feed.previousEnd, start).includes('\n')
  }

  #fail(message: string): void {
    const token = this.#feed.current
    this.#failures.add({ token, place: this.#feed.place(token), message }, this.#feed.index)
  }

  #textOf({ start, end }: Token): string {
    return this.#text.slice(start, end).replaceAll('\r\n', '\n')
  }
}

function unreadable({ start, line }: Token, end: number): Unreadable {
  return { type: 'unreadable', start, end, line }
}

function isEndOfEntries(kind: Token['kind']): boolean {
  return kind === 'EOF' || kind === 'RBRACE'
}

function expectedKey(kind: Token['kind']): string {
  return `expected: IDENT | STRING | ASSIGN | LBRACE got: ${kind}`
}
