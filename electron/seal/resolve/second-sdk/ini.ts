/**
 * AWS files as the second AWS SDK for Go reads them, line by line: what it does not understand it passes over, keys in any
 * case, sections that are given twice put together, entries indented below an empty one kept as a table of their own.
 */
import { trimSpace } from '../go-text.ts'

export interface IniValue {
  value: string
  table?: Map<string, string>
  file: string
  line: number
}

export interface IniSection {
  values: Map<string, IniValue>
  /** What the SDK says of the section when a profile is read from it. */
  errors: string[]
}

export type IniSections = Map<string, IniSection>

export function readIni(text: string, file: string): IniSections {
  const reader = new LineReader(file)
  text.split('\n').forEach((line, index) => {
    reader.take(line, index + 1)
  })
  return reader.sections
}

class LineReader {
  readonly sections: IniSections = new Map()
  readonly #file: string
  #section: IniSection | undefined
  #key: string | undefined

  constructor(file: string) {
    this.#file = file
  }

  take(line: string, number: number): void {
    if (trimSpace(line) === '' || /^[ \t]*[#;]/.test(line)) return
    const name = sectionName(line)
    if (name !== undefined) this.#open(name)
    else if (this.#section) this.#entry(this.#section, line, number)
  }

  #open(name: string): void {
    this.#key = undefined
    this.#section = name === '' ? undefined : (this.sections.get(name) ?? { values: new Map(), errors: [] })
    if (this.#section) this.sections.set(name, this.#section)
  }

  #entry(section: IniSection, line: string, number: number): void {
    const isIndented = /^[ \t]/.test(line)
    const property = split(isIndented ? line.replace(/^[ \t]+/, '') : withoutComment(line))
    if (!isIndented) {
      if (property) this.#set(section, property, number)
    } else if (property) this.#indented(section, property, number)
    else this.#continue(section, line.replace(/^[ \t]+/, ''))
  }

  #set({ values }: IniSection, [key, value]: Property, line: number): void {
    this.#key = key
    values.set(key, { value, file: this.#file, line })
  }

  /** Belongs to the table of an entry without a value; below any other it is an entry like all. */
  #indented(section: IniSection, [key, value]: Property, line: number): void {
    const parent = this.#key === undefined ? undefined : section.values.get(this.#key)
    if (parent === undefined || parent.value !== '') {
      this.#set(section, [key, trimSpace(cutComment(value))], line)
    } else {
      parent.table ??= new Map()
      parent.table.set(key, value)
    }
  }

  #continue({ values }: IniSection, line: string): void {
    const entry = this.#key ? values.get(this.#key) : undefined
    if (entry && entry.value !== '' && !entry.table) entry.value += `\n${line}`
  }
}

/** `[ profile   dev ] ; comment` is `profile dev`. */
function sectionName(line: string): string | undefined {
  const text = trimSpace(line.replace(/[#;].*$/s, ''))
  if (!text.startsWith('[') || !text.endsWith(']') || text.length < 2) return undefined
  return trimSpace(text.slice(1, -1)).replace(/^([^ \t]+)[ \t]+/, '$1 ')
}

type Property = readonly [key: string, value: string]

function withoutComment(line: string): string {
  return cutComment(line).replace(/[ \t]+$/, '')
}

function cutComment(text: string): string {
  const at = text.search(/[ \t][#;]/)
  return at < 0 ? text : text.slice(0, at)
}

function split(text: string): Property | undefined {
  const at = text.search(/[=:]/)
  if (at < 0) return undefined
  return [trimSpace(text.slice(0, at)).toLowerCase(), unquoted(trimSpace(text.slice(at + 1)))]
}

function unquoted(text: string): string {
  return /^(?:".*"|'.*')$/s.test(text) ? text.slice(1, -1) : text
}
