/**
 * Reads the text of a shared AWS file (INI with AWS's own rules) into sections with line numbers and findings. It knows
 * no profiles and opens no files. Rules: a finding never holds a value, reading never fails, and the value of an entry
 * that is a secret by its name exists only as `Secret`.
 */
import type { AwsFileProblem } from '../../shared/domain/chain-reason.ts'
import type { Facts, Problem } from '../../shared/domain/problem.ts'
import { Secret } from '../seal/secret.ts'

export interface IniEntry {
  value: string | Secret
  line: number
  /** Indented `name = value` lines under an entry without a value. */
  nested: ReadonlyMap<string, string>
}

export interface IniSection {
  /** The text between the brackets, trimmed. */
  header: string
  line: number
  entries: Map<string, IniEntry>
}

export interface IniText {
  sections: IniSection[]
  problems: Problem[]
}

/** A `credential_process` is a command line, and people put passwords into command lines. */
const secretNames = new Set(['aws_secret_access_key', 'aws_session_token', 'aws_security_token', 'credential_process'])

/** Reads an AWS configuration or credentials text. Entry names are in lower case; repeated entries: the last one counts. */
export function readIni(text: string): IniText {
  const reader = new IniReader()
  if (text.startsWith('\uFEFF')) reader.report('byte-order-mark', 'warning', 1)
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, line] of lines.entries()) reader.read(line, index + 1)
  return reader.finish()
}

interface OpenEntry {
  name: string
  line: number
  value: string
  nested: Map<string, string>
}

class IniReader {
  readonly #sections: IniSection[] = []
  readonly #problems: Problem[] = []
  #section: IniSection | undefined
  #entry: OpenEntry | undefined

  report(code: AwsFileProblem, severity: Problem['severity'], line: number, evidence: Facts = {}): void {
    this.#problems.push({ code, severity, line, evidence })
  }

  read(raw: string, line: number): void {
    const text = raw.trim()
    if (text === '') return
    const fault = this.#take(text, /^\s/.test(raw), line)
    if (fault) this.report(fault, 'error', line)
  }

  finish(): IniText {
    this.#closeEntry()
    return { sections: this.#sections, problems: this.#problems }
  }

  /** Takes one line that is not blank and answers what is wrong with it. */
  #take(text: string, indented: boolean, line: number): AwsFileProblem | undefined {
    if (indented && this.#entry) return this.#continue(this.#entry, text)
    if (text.startsWith('#') || text.startsWith(';')) return undefined
    if (text.startsWith('[')) return this.#openSection(text, line)
    if (!this.#section) return 'entry-outside-section'
    return indented ? 'continuation-misplaced' : this.#openEntry(this.#section, text, line)
  }

  #openSection(text: string, line: number): AwsFileProblem | undefined {
    this.#closeEntry()
    this.#section = undefined
    const match = /^\[([^\]]*)\]\s*(?:[#;].*)?$/.exec(text)
    if (!match) return 'section-malformed'
    this.#section = { header: (match[1] ?? '').trim(), line, entries: new Map() }
    this.#sections.push(this.#section)
    return undefined
  }

  #openEntry(section: IniSection, text: string, line: number): AwsFileProblem | undefined {
    this.#closeEntry()
    const parts = splitEntry(text)
    if (typeof parts === 'string') return parts
    const name = parts.name.toLowerCase()
    // A comment begins after a blank; a `#` inside a value belongs to it.
    const value = parts.value.replace(/\s[#;].*$/, '').trim()
    if (section.entries.has(name)) this.report('entry-duplicate', 'warning', line, { name })
    this.#entry = { name, line, value, nested: new Map() }
    return undefined
  }

  #continue(entry: OpenEntry, text: string): AwsFileProblem | undefined {
    const opensNested = entry.value === '' || entry.nested.size > 0
    entry.value += `\n${text}`
    if (!opensNested) return undefined
    const parts = splitEntry(text)
    if (typeof parts === 'string') return parts
    entry.nested.set(parts.name.toLowerCase(), parts.value.trim())
    return undefined
  }

  #closeEntry(): void {
    const entry = this.#entry
    this.#entry = undefined
    if (!entry || !this.#section) return
    if (!/^[\w.%@/:+-]+$/.test(entry.name)) {
      this.report('entry-name-invalid', 'warning', entry.line)
      return
    }
    const value = secretNames.has(entry.name) ? new Secret(entry.value) : entry.value
    this.#section.entries.set(entry.name, { value, line: entry.line, nested: entry.nested })
  }
}

function splitEntry(text: string): { name: string; value: string } | AwsFileProblem {
  const equals = text.indexOf('=')
  if (equals < 0) return 'entry-malformed'
  const name = text.slice(0, equals).trim()
  return name === '' ? 'entry-name-missing' : { name, value: text.slice(equals + 1) }
}
