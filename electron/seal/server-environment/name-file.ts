/**
 * Files and lines of `NAME=value`, as a shell takes them and systemd's EnvironmentFile= does: `export` before the name, quotes, a
 * backslash before the end of a line, comments with `#` or `;`, several assignments in one line, a command after them, which is
 * ignored. Nothing is expanded. A value after which something else stands in its line is taken whole, as systemd does, unless the
 * line can only be one of a shell; either is a finding.
 */
import { looksLikeKey } from '../../../shared/domain/text.ts'
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'
import { type Command, isAssignment, isProgram, nameIn, takenApart } from './shell-command.ts'
import { readShellLine, type ShellLine, type Word } from './shell-line.ts'

export function readNameFile(text: string): ReadEnvironment {
  const reader = new NameFile(text)
  reader.read()
  return { form: 'env-file', values: reader.names.values, problems: reader.names.problems }
}

const comment = /[ \t]*(?:[#;][^\n]*)?(?:\n|$)/y
const json = /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=([{[][^\n]*)/y
/** The last line of a key in base64, or of what stands around it. */
const keyEnd = /^[ \t]*[A-Za-z0-9+/_-]+={0,2}[ \t]*$/

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
    this.#isInKey = isOfKey(written) || (this.#isInKey && keyEnd.test(written))
    if (this.#isInKey) return this.#unread(at + written.length + 1)
    if (this.#json(at)) return at + written.length + 1
    const line = readShellLine(this.#text, at)
    if (line.isBroken) return this.#unread(line.end + 1)
    this.#read(line)
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
    if (value === '' || !isJson(value.trimEnd())) return false
    this.names.set(name, value.trimEnd(), this.#line)
    return true
  }

  #read({ commands, end }: ShellLine): void {
    const found = commands.filter((words) => words.length > 0)
    const [taken, [first]] = [found.map(takenApart), found[0] ?? []]
    const after = first && isAssignment(first) ? unescaped(this.#text.slice(first.end, end)) : ''
    const isWhole = first?.isPlain && after !== '' && !after.includes('\n') && !isOfShell(found, taken)
    const isLeftOut = isWhole ? this.#whole(first, after, found.flat()) : this.#commands(taken)
    if (!first || after === '' || isLeftOut) return
    // The kind is the reader whose way was taken.
    const kind = isWhole ? 'systemd' : 'shell'
    this.names.note('value-not-quoted', { key: nameIn(first), kind, line: this.#line })
  }

  /** Answers whether the value was refused, which is said already. */
  #whole(first: Word, after: string, words: readonly Word[]): boolean {
    const name = nameIn(first)
    const value = (first.text.slice(name.length + 1) + after).trim()
    const expands = words.some((word) => word.expands)
    return !this.#set(name, value, expands)
  }

  /** Answers whether something was left out, which is said once for the line. */
  #commands(taken: readonly Command[]): boolean {
    for (const { assigned, unset, handedOn, files } of taken) {
      for (const word of assigned) this.#set(nameIn(word), word.text.slice(nameIn(word).length + 1), word.expands)
      for (const name of unset) this.names.values.delete(name)
      for (const key of handedOn) this.names.note('value-elsewhere', { key, line: this.#line })
      for (const file of files) this.names.note('file-elsewhere', { file, line: this.#line })
    }
    const isLeftOut = taken.some(({ rest }) => rest.length > 0)
    const isCommand = taken.some(({ assigned }) => assigned.length > 0)
    if (isLeftOut) this.names.note(isCommand ? 'command-ignored' : 'line-not-read', { line: this.#line })
    return isLeftOut
  }

  #set(name: string, value: string, expands: boolean): boolean {
    this.names.set(name, value, this.#line)
    const isSet = this.names.values.get(name) === value
    if (isSet && expands) this.names.note('reference-in-value', { key: name, line: this.#line })
    return isSet
  }
}

/** Whether a line that begins with an assignment can only be meant for a shell: with more of them, or with a program that takes them. */
function isOfShell(found: readonly (readonly Word[])[], [first]: readonly Command[]): boolean {
  const isMore = (first?.assigned.length ?? 0) > 1 || isProgram(first?.rest[0])
  return isMore || found.slice(1).some(([word]) => isAssignment(word) || isProgram(word))
}

/** What stands after a value in its line, with the backslashes taken out that both readers take out. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S]?)/g, (_, next: string) => (next === '\n' ? '' : next)).trimEnd()
}

const isOfKey = (line: string) => line.startsWith('-----BEGIN ') || (keyEnd.test(line) && looksLikeKey(line.trim()))

function isJson(text: string): boolean {
  if (!/[}\]]$/.test(text)) return false
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
