/**
 * Units and drop-ins of systemd, Quadlet's containers, and what `systemctl show` prints: Environment=, which may come often and is
 * emptied by an empty one, UnsetEnvironment=, DefaultEnvironment= of the manager, and what is to be found elsewhere. Rules: systemd.exec(5),
 * systemd-system.conf(5), systemd.syntax(7).
 */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames, isShellName } from './gathered-names.ts'
import { unitWords } from './unit-words.ts'

const header = /^[ \t]*\[(?:Service|Unit|Install|Manager|Container)\][ \t]*$/m
/** What `systemctl show` prints, or the body of a drop-in. */
const property = /^(?:EnvironmentFiles?=|Environment=["']?[A-Za-z_]\w*=)/m
/** An assignment of a file of names, in which `Environment` is the name of a variable. UID and GID are properties too. */
const variable = /^(?:export[ \t]|(?!UID=|GID=)[A-Z][A-Z0-9_]*=)/m

export function isUnit(text: string): boolean {
  return header.test(text) || (property.test(text) && !variable.test(text))
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

function directives(text: string): Directive[] {
  const found: Directive[] = []
  let section = ''
  for (const { parts, line } of joinedLines(text)) {
    const whole = parts.join('')
    const [, name] = /^\[([^\]]+)\]\s*$/.exec(whole) ?? []
    const [, key, value = ''] = /^([A-Za-z][\w-]*)[ \t]*=[ \t]*([\s\S]*)$/.exec(whole) ?? []
    section = name ?? section
    if (key) found.push({ section, key, value: value.trimEnd(), line })
  }
  return found
}

interface JoinedLine {
  parts: string[]
  line: number
}

/** Lines joined where a backslash ends them, be it at the end of the text; comments between joined lines are dropped. */
function joinedLines(text: string): JoinedLine[] {
  const found: JoinedLine[] = []
  let open: JoinedLine | undefined
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.trimStart()
    if (/^[#;]/.test(line)) continue
    const continues = isContinued(line)
    const joined: JoinedLine = open ?? { parts: [], line: index + 1 }
    if (!open) found.push(joined)
    joined.parts.push(continues ? `${line.slice(0, -1)} ` : line)
    open = continues ? joined : undefined
  }
  return found
}

function isContinued(line: string): boolean {
  let at = line.length
  while (line[at - 1] === '\\') at--
  return (line.length - at) % 2 === 1
}

/**
 * Of a container of Quadlet its own section alone: that of the service is podman's. What the manager gives to all services comes before what
 * a service has of its own.
 */
function ofServer(found: readonly Directive[], isPrinted: boolean, names: GatheredNames): Directive[] {
  const isQuadlet = found.some(({ section }) => section === 'Container')
  const isLeftOut = ({ section, key }: Directive) =>
    isQuadlet && section === 'Service' && /^Environment(?:File)?$/.test(key)
  for (const { line } of found.filter(isLeftOut)) names.note('section-left-out', { line })
  for (const { line } of found.filter(isMisplaced)) names.note('line-not-read', { line })
  const section = isPrinted ? '' : isQuadlet ? 'Container' : 'Service'
  const own = found.filter((each) => each.section === section && each.key !== managers)
  return [...found.filter((each) => each.section === 'Manager' && each.key === managers), ...own]
}

const managers = 'DefaultEnvironment'
const isMisplaced = ({ section, key }: Directive) =>
  (section === 'Manager' && key === 'Environment') || (section === 'Service' && key === managers)

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
      case managers:
        for (const word of this.#words(value, line)) this.#assign(word, line)
        return
      case 'UnsetEnvironment':
        this.#unset.push(...this.#words(value, line))
        return
      case 'EnvironmentFile':
      case 'EnvironmentFiles':
        this.names.note('file-elsewhere', { line, file: value.replace(/^-|[ \t]\(ignore_errors=.*$/g, '').trimEnd() })
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
