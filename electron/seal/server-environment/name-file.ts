/**
 * Files and lines of `NAME=value`, as a shell takes them and systemd's EnvironmentFile= does: `export` before the name, quotes, a
 * backslash before the end of a line, comments with `#` or `;`, several assignments in one line, a command after them, which is
 * ignored. Nothing is expanded, and blanks that the two readers take differently are a finding.
 */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames, isName } from './gathered-names.ts'
import { readShellLine, type ShellLine, type Word } from './shell-line.ts'

export function readNameFile(text: string): ReadEnvironment {
  const reader = new NameFile(text)
  reader.read()
  return { form: 'env-file', values: reader.names.values, problems: reader.names.problems }
}

const comment = /[ \t]*(?:[#;][^\n]*)?(?:\n|$)/y
const json = /[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)=([{[][^\n]*)/y
/** A line of a key in base64, or of what stands around it; and its last one. */
const keyStart = /^-----BEGIN |^[ \t]*[A-Za-z0-9+/_-]{16,}[ \t]*$/
const keyEnd = /^[ \t]*[A-Za-z0-9+/_-]+={0,2}[ \t]*$/
/** Words before assignments that declare them, and such as run a command with them. */
const declaring = /^(?:export|declare|typeset|readonly|set|unset)$/
const running = /^(?:env|sudo|-e|--env)$/
const program = /(?:^|\/)(?:vault|bao|openbao|exec|sudo|env)$/
const assignmentStart = /^([^=]*)=/

class NameFile {
  readonly names = new GatheredNames()
  readonly #text: string
  #line = 1
  /** Whether the line before was a part of a key, whose last line looks like a name. */
  #isInKey = false

  constructor(text: string) {
    this.#text = text
  }

  read(): void {
    for (let at = 0; at < this.#text.length; ) {
      const end = this.#entry(at)
      this.#line += countLines(this.#text, at, end)
      at = end
    }
  }

  /** Reads what begins at `at`, and answers where the next line begins. */
  #entry(at: number): number {
    comment.lastIndex = at
    if (comment.test(this.#text)) return comment.lastIndex
    const written = this.#text.slice(at, lineEnd(this.#text, at))
    this.#isInKey = keyStart.test(written) || (this.#isInKey && keyEnd.test(written))
    if (this.#isInKey) return this.#unread(at + written.length + 1)
    if (this.#json(at)) return at + written.length + 1
    const line = readShellLine(this.#text, at)
    if (line.isBroken) return this.#unread(line.end + 1)
    this.#commands(line)
    return line.end + 1
  }

  #unread(end: number): number {
    this.names.note('line-not-read', { line: this.#line })
    return end
  }

  /** JSON without quotes around it means something only as it stands. */
  #json(at: number): boolean {
    json.lastIndex = at
    const [, name = '', value = ''] = json.exec(this.#text) ?? []
    if (value === '' || !isJson(value)) return false
    this.names.set(name, value.trimEnd(), this.#line)
    return true
  }

  #commands({ commands }: ShellLine): void {
    const found = commands.filter((words) => words.length > 0)
    for (const [index, words] of found.entries()) {
      const { assigned, rest } = takenApart(words)
      const [only] = assigned
      if (only && assigned.length === 1 && found.length === 1 && isValueGoingOn(words, rest))
        this.#wholeLine(only, words)
      else {
        for (const word of assigned) this.#assign(word)
        const isCommand = rest.length > 0 && (index > 0 || assigned.length > 0)
        if (rest.length > 0) this.names.note(isCommand ? 'command-ignored' : 'line-not-read', { line: this.#line })
      }
    }
  }

  #assign({ text, expands }: Word): void {
    const name = nameIn(text)
    this.#set(name, text.slice(name.length + 1), expands)
  }

  #wholeLine({ text, start }: Word, words: readonly Word[]): void {
    const name = nameIn(text)
    const value = this.#text.slice(start + name.length + 1, words.at(-1)?.end).replace(/\\\n/g, '')
    const isSpaced = this.#set(
      name,
      value.trim(),
      words.some(({ expands }) => expands),
    )
    if (isSpaced) this.names.note('value-not-quoted', { key: name, line: this.#line })
  }

  #set(name: string, value: string, expands: boolean): boolean {
    this.names.set(name, value, this.#line)
    const isSet = this.names.values.get(name) === value
    if (isSet && expands) this.names.note('reference-in-value', { key: name, line: this.#line })
    return isSet
  }
}

interface Command {
  assigned: Word[]
  /** Words that are no assignment, and do something else. */
  rest: Word[]
}

function takenApart(words: readonly Word[]): Command {
  const [first] = words
  const isDeclaring = first !== undefined && declaring.test(first.text)
  if (!isDeclaring && !running.test(first?.text ?? '')) {
    const until = words.findIndex((word) => !isAssignment(word))
    return until < 0
      ? { assigned: [...words], rest: [] }
      : { assigned: words.slice(0, until), rest: words.slice(until) }
  }
  const given = words.slice(1).filter(({ text }) => !/^[-+]/.test(text))
  const isRest = (word: Word) => !isAssignment(word) && !(isDeclaring && isName(word.text))
  return { assigned: given.filter(isAssignment), rest: given.filter(isRest) }
}

const nameIn = (text: string) => assignmentStart.exec(text)?.[1] ?? ''
const isAssignment = ({ text }: Word) => isName(nameIn(text))

/** Whether blanks may stand inside the value: nothing but plain words follows, and no program that is known to be run so. */
function isValueGoingOn([first]: readonly Word[], rest: readonly Word[]): boolean {
  const [next] = rest
  if (!first || !next || !isAssignment(first) || program.test(next.text)) return false
  return first.isPlain && rest.every(({ isPlain, text }) => isPlain && !/^(?:[|&]|\d*[<>])/.test(text))
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
