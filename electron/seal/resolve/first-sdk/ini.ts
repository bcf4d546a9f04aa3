/**
 * AWS files as the first AWS SDK for Go reads them. Its grammar has corners that decide whether a server starts: a section
 * that is given twice replaces the first, indented lines belong to an empty value before them, a stray word before a
 * bracket makes the whole file unreadable, and a closing bracket may be lines away.
 */
import type { Found } from '../surroundings.ts'
import { type IniToken, type IniTokenKind, iniTokens, withoutBlanks } from './ini-tokens.ts'

export interface IniValue {
  value: string
  line: number
}

export type IniSections = ReadonlyMap<string, ReadonlyMap<string, IniValue>>

/** The sections of a text; undefined where the SDK cannot read it. */
export function readIni(text: string): IniSections | undefined {
  const reader = new IniReader()
  for (const token of iniTokens(text)) {
    if (!reader.take(token)) return undefined
  }
  return reader.finish()
}

const known = new WeakMap<object, { sections: IniSections | undefined }>()

/** The sections of a file on a server's disk, read once. */
export function readFile(file: Extract<Found, { kind: 'file' }>): IniSections | undefined {
  const read = known.get(file) ?? { sections: readIni(file.text) }
  known.set(file, read)
  return read.sections
}

type State = 'between' | 'key' | 'value-due' | 'value' | 'bracket' | 'section'
type Act = 'skip' | 'key' | 'more' | 'assign' | 'first' | 'end' | 'swallow' | 'open' | 'close'

/** What each token does in each state; a token that is not listed makes the file unreadable. */
const acts: Readonly<Record<State, Partial<Record<IniTokenKind, Act>>>> = {
  between: { literal: 'key', bracket: 'open', blank: 'skip', 'line-end': 'skip', comment: 'skip', end: 'skip' },
  key: { operator: 'assign', literal: 'more', blank: 'more', 'line-end': 'swallow' },
  'value-due': {
    literal: 'first',
    bracket: 'first',
    operator: 'first',
    blank: 'skip',
    'line-end': 'swallow',
    end: 'skip',
  },
  value: {
    literal: 'more',
    bracket: 'more',
    operator: 'more',
    blank: 'more',
    'line-end': 'end',
    comment: 'end',
    end: 'end',
    comma: 'swallow',
  },
  bracket: { literal: 'first', blank: 'skip', 'line-end': 'skip' },
  section: { literal: 'more', operator: 'more', blank: 'more', bracket: 'close', 'line-end': 'skip' },
}

class IniReader {
  readonly #sections = new Map<string, Map<string, IniValue>>()
  #section: Map<string, IniValue> | undefined
  #state: State = 'between'
  #key = ''
  #text = ''
  #isQuoted = false
  #line = 0
  /** Everything is passed over up to a line that is not indented. */
  #isSwallowing = false
  #isAfterLineEnd = false

  /** False where the token cannot stand here. */
  take(token: IniToken): boolean {
    if (this.#swallows(token)) return true
    const act = acts[this.#state][token.kind]
    return act !== undefined && this.#do(act, token)
  }

  finish(): IniSections | undefined {
    if (this.#isSwallowing) return this.#sections
    const act = acts[this.#state].end
    if (act === undefined) return undefined
    if (act === 'end') this.#endValue()
    return this.#sections
  }

  #swallows({ kind }: IniToken): boolean {
    if (!this.#isSwallowing) return false
    if (this.#isAfterLineEnd && kind !== 'blank') {
      this.#isSwallowing = false
      return false
    }
    this.#isAfterLineEnd = kind === 'line-end'
    return true
  }

  #do(act: Act, token: IniToken): boolean {
    switch (act) {
      case 'skip':
        return true
      case 'key':
        return this.#begin('key', token)
      case 'first':
        return this.#begin(this.#state === 'bracket' ? 'section' : 'value', token)
      case 'more':
        if (!this.#isQuoted) this.#text += token.text
        return true
      case 'assign':
        this.#key = withoutBlanks(this.#text)
        return this.#enter('value-due')
      case 'swallow':
        this.#isSwallowing = true
        this.#isAfterLineEnd = token.kind === 'line-end'
        return this.#enter('between')
      case 'end':
        return this.#endValue()
      case 'open':
        return token.text === '[' && this.#enter('bracket')
      case 'close':
        return token.text === ']' && this.#openSection()
    }
  }

  #begin(state: State, token: IniToken): boolean {
    this.#text = token.text
    this.#isQuoted = state === 'value' && token.kind === 'literal' && token.text.startsWith('"')
    this.#line = token.line
    return this.#enter(state)
  }

  #enter(state: State): boolean {
    this.#state = state
    if (state !== 'value') this.#isQuoted = false
    return true
  }

  #endValue(): boolean {
    const value = this.#isQuoted ? unescaped(this.#text.slice(1, -1)) : this.#text.replace(/^[\n ]+|[\n ]+$/g, '')
    this.#section ??= this.#sections.get('') ?? new Map()
    this.#section.set(this.#key, { value, line: this.#line })
    return this.#enter('between')
  }

  #openSection(): boolean {
    this.#section = new Map()
    this.#sections.set(withoutBlanks(this.#text), this.#section)
    return this.#enter('between')
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(["'nt\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter)
}
