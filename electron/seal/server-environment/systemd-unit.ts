/**
 * Units and drop-ins of systemd, Quadlet's containers, and what `systemctl show` prints: Environment=, which may come often and is
 * emptied by an empty one, UnsetEnvironment=, and what is to be found elsewhere. Rules: systemd.exec(5), systemd.syntax(7).
 */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames, isShellName } from './gathered-names.ts'
import { unitWords } from './unit-words.ts'

const header = /^[ \t]*\[(?:Service|Unit|Install|Manager|Container)\][ \t]*$/m
/** A property as `systemctl show` prints it: no file of names has an assignment as the value of this name. */
const property = /^Environment=["']?[A-Za-z_]\w*=/m

export function isUnit(text: string): boolean {
  return header.test(text) || property.test(text)
}

export function readUnit(text: string): ReadEnvironment {
  const isPrinted = !header.test(text)
  const reader = new UnitReader(isPrinted)
  for (const directive of inForce(ofServer(directives(text), isPrinted, reader.names))) reader.read(directive)
  return { form: 'systemd', values: reader.values(), problems: reader.names.problems }
}

interface Directive {
  section: string
  key: string
  value: string
  line: number
}

/** Lines joined where a backslash ends them, be it at the end of the text; comments between joined lines are dropped. */
function directives(text: string): Directive[] {
  const found: Directive[] = []
  let section = ''
  let open: { parts: string[]; line: number } | undefined
  const close = () => {
    const [, key, value = ''] = /^([A-Za-z][\w-]*)[ \t]*=[ \t]*([\s\S]*)$/.exec(open?.parts.join('') ?? '') ?? []
    if (open && key) found.push({ section, key, value: value.trimEnd(), line: open.line })
    open = undefined
  }
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.trimStart()
    if (/^[#;]/.test(line)) continue
    const [, name] = (open ? null : /^\[([^\]]+)\]\s*$/.exec(line)) ?? []
    section = name ?? section
    if (name !== undefined) continue
    const continues = (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1
    open ??= { parts: [], line: index + 1 }
    open.parts.push(continues ? `${line.slice(0, -1)} ` : line)
    if (!continues) close()
  }
  close()
  return found
}

/** Of a container of Quadlet its own section alone: that of the service is podman's. */
function ofServer(found: readonly Directive[], isPrinted: boolean, names: GatheredNames): Directive[] {
  const isQuadlet = found.some(({ section }) => section === 'Container')
  const sections = isPrinted ? [''] : isQuadlet ? ['Container'] : ['Service', 'Manager']
  const others = found.filter(({ section }) => isQuadlet && section === 'Service')
  for (const { line } of others.filter(({ key }) => /^Environment(?:File)?$/.test(key))) {
    names.note('section-left-out', { line })
  }
  return found.filter(({ section }) => sections.includes(section))
}

/** Those that are not taken back by a later empty one of the same key. */
function inForce(found: readonly Directive[]): Directive[] {
  const emptied = new Map(found.map(({ key, value }, index) => [value === '' ? key : '', index]))
  return found.filter(({ key }, index) => index > (emptied.get(key) ?? -1))
}

class UnitReader {
  readonly names = new GatheredNames()
  readonly #unset: string[] = []
  /** `systemctl show` quotes as for a shell. */
  readonly #alsoEscaped: string

  constructor(isPrinted: boolean) {
    this.#alsoEscaped = isPrinted ? '$`' : ''
  }

  values(): Map<string, string> {
    for (const given of this.#unset) remove(this.names.values, given)
    return this.names.values
  }

  read({ key, value, line }: Directive): void {
    switch (key) {
      case 'Environment':
        for (const word of this.#words(value, line)) this.#assign(word, line)
        return
      case 'UnsetEnvironment':
        this.#unset.push(...this.#words(value, line))
        return
      case 'EnvironmentFile':
      case 'EnvironmentFiles':
        this.names.note('file-elsewhere', { line, file: value.replace(/^-|[ \t]+\(ignore_errors=.*$/g, '') })
        return
      case 'PassEnvironment':
        for (const name of this.#words(value, line)) this.names.note('value-elsewhere', { line, key: name, kind: key })
        return
      case 'Secret':
        this.#secret(value, line)
    }
  }

  #words(value: string, line: number): string[] {
    const { words, isCut } = unitWords(value, this.#alsoEscaped)
    if (isCut) this.names.note('line-not-read', { line })
    return words
  }

  #assign(word: string, line: number): void {
    const at = word.indexOf('=')
    const [name, text] = [word.slice(0, Math.max(0, at)), word.slice(at + 1)]
    this.names.set(isShellName(name) ? name : '', this.#alsoEscaped ? text : text.replaceAll('%%', '%'), line)
    if (this.#alsoEscaped || !/%[A-Za-z]/.test(text.replaceAll('%%', ''))) return
    this.names.note('reference-in-value', { key: name, line })
  }

  /** A secret of podman's that the container gets as a variable. */
  #secret(value: string, line: number): void {
    const [object, ...options] = value.split(',').map((each) => each.trim())
    if (!options.includes('type=env')) return
    const target = options.find((each) => each.startsWith('target='))?.slice('target='.length)
    this.names.note('value-elsewhere', { line, key: target ?? object, kind: 'Secret', object })
  }
}

/** A name alone takes the variable out whatever it holds; `NAME=value` only where it holds just that. */
function remove(values: Map<string, string>, given: string): void {
  const at = given.indexOf('=')
  if (at < 0) values.delete(given)
  else if (values.get(given.slice(0, at)) === given.slice(at + 1)) values.delete(given.slice(0, at))
}
