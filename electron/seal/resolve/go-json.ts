import { goQuoted } from './go-text.ts'

/** What Go's JSON reader says of a text that is no JSON: the first character that it cannot take, and what it was reading. */
export function jsonError(text: string): string | undefined {
  return new Checker(text).check()
}

class Unexpected extends Error {
  readonly printed: string

  constructor(printed: string) {
    super('not JSON')
    this.printed = printed
  }
}

const endOfInput = 'unexpected end of JSON input'
const deepest = 10_000

class Checker {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  check(): string | undefined {
    try {
      this.#value(0)
      this.#blanks()
      if (this.#at < this.#text.length) this.#refuse('after top-level value')
      return undefined
    } catch (error) {
      if (error instanceof Unexpected) return error.printed
      throw error
    }
  }

  #refuse(context: string): never {
    const code = this.#text.codePointAt(this.#at)
    if (code === undefined && !/^in |numeric/.test(context)) throw new Unexpected(endOfInput)
    throw new Unexpected(`invalid character ${shownByte(code ?? 0x20)} ${context}`)
  }

  #blanks(): void {
    while (this.#at < this.#text.length && ' \t\r\n'.includes(this.#text.charAt(this.#at))) this.#at++
  }

  #value(depth: number): void {
    if (depth > deepest) throw new Unexpected('exceeded max depth')
    this.#blanks()
    const next = this.#text.charAt(this.#at)
    if (next === '{') this.#members(depth)
    else if (next === '[') this.#elements(depth)
    else if (next === '"') this.#string()
    else if (/[-0-9]/.test(next)) this.#number()
    else this.#word()
  }

  #word(): void {
    const next = this.#text.charAt(this.#at)
    const word = ['true', 'false', 'null'].find((each) => next !== '' && each.startsWith(next))
    if (word === undefined) this.#refuse('looking for beginning of value')
    for (const letter of word) {
      if (this.#text.charAt(this.#at) !== letter) this.#refuse(`in literal ${word} (expecting '${letter}')`)
      this.#at++
    }
  }

  #members(depth: number): void {
    this.#at++
    this.#blanks()
    if (this.#skip('}')) return
    for (;;) {
      this.#blanks()
      if (this.#text.charAt(this.#at) !== '"') this.#refuse('looking for beginning of object key string')
      this.#string()
      this.#blanks()
      if (!this.#skip(':')) this.#refuse('after object key')
      this.#value(depth + 1)
      this.#blanks()
      if (this.#skip('}')) return
      if (!this.#skip(',')) this.#refuse('after object key:value pair')
    }
  }

  #elements(depth: number): void {
    this.#at++
    this.#blanks()
    if (this.#skip(']')) return
    for (;;) {
      this.#value(depth + 1)
      this.#blanks()
      if (this.#skip(']')) return
      if (!this.#skip(',')) this.#refuse('after array element')
    }
  }

  #skip(character: string): boolean {
    if (this.#text.charAt(this.#at) !== character) return false
    this.#at++
    return true
  }

  #string(): void {
    for (this.#at++; !this.#skip('"'); this.#at++) {
      if (this.#at >= this.#text.length) throw new Unexpected(endOfInput)
      if (this.#text.charCodeAt(this.#at) < 0x20) this.#refuse('in string literal')
      if (this.#text.charAt(this.#at) === '\\') this.#escape()
    }
  }

  #escape(): void {
    this.#at++
    if (this.#text.charAt(this.#at) === 'u') {
      for (let count = 0; count < 4; count++) {
        this.#at++
        if (!/[0-9a-fA-F]/.test(this.#text.charAt(this.#at))) this.#refuse('in \\u hexadecimal character escape')
      }
    } else if (!/["\\/bfnrt]/.test(this.#text.charAt(this.#at))) this.#refuse('in string escape code')
  }

  #number(): void {
    if (this.#skip('-') && !/[0-9]/.test(this.#text.charAt(this.#at))) this.#refuse('in numeric literal')
    if (!this.#skip('0')) this.#digits()
    if (this.#skip('.')) {
      if (!/[0-9]/.test(this.#text.charAt(this.#at))) this.#refuse('after decimal point in numeric literal')
      this.#digits()
    }
    if (this.#skip('e') || this.#skip('E')) {
      if (!this.#skip('+')) this.#skip('-')
      if (!/[0-9]/.test(this.#text.charAt(this.#at))) this.#refuse('in exponent of numeric literal')
      this.#digits()
    }
  }

  #digits(): void {
    while (/[0-9]/.test(this.#text.charAt(this.#at))) this.#at++
  }
}

/** The first byte of a character in quotes, as a character of its own. */
function shownByte(code: number): string {
  const [byte = 0x20] = new TextEncoder().encode(String.fromCodePoint(code))
  const character = String.fromCharCode(byte)
  if (character === "'") return "'\\''"
  return character === '"' ? `'"'` : `'${goQuoted(character).slice(1, -1)}'`
}
