/**
 * Units and drop-ins of systemd: Environment=, which may come often and is emptied by an empty one, UnsetEnvironment=, and what is to be
 * found elsewhere. Rules of quoting and continuation: systemd.exec(5), systemd.syntax(7).
 */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'

export function isUnit(text: string): boolean {
  return /^[ \t]*\[(?:Service|Unit|Install|Manager)\][ \t]*$/m.test(text)
}

export function readUnit(text: string): ReadEnvironment {
  const names = new GatheredNames()
  const unset: string[] = []
  for (const { key, value, line } of directives(text)) {
    if (key === 'Environment' && value === '') names.values.clear()
    else if (key === 'Environment') readEnvironment(names, value, line)
    else if (key === 'UnsetEnvironment') unset.push(...words(value))
    else if (key === 'EnvironmentFile' && value !== '') {
      names.note('file-elsewhere', { line, file: value.replace(/^-/, '') })
    } else if (key === 'PassEnvironment') {
      for (const name of words(value)) names.note('value-elsewhere', { line, key: name, kind: key })
    }
  }
  for (const each of unset) remove(names, each)
  return { form: 'systemd', values: names.values, problems: names.problems }
}

interface Directive {
  key: string
  value: string
  line: number
}

/** Lines of the Service section, joined where a backslash ends them; comments between joined lines are dropped. */
function directives(text: string): Directive[] {
  const found: Directive[] = []
  let section = ''
  let open: Directive | undefined
  for (const [index, written] of text.split('\n').entries()) {
    if (/^[ \t]*[#;]/.test(written)) continue
    const header = open ? null : /^[ \t]*\[(.+)\][ \t]*$/.exec(written)
    if (header) {
      section = header[1] ?? ''
      continue
    }
    const continues = /\\$/.test(written)
    const part = continues ? written.slice(0, -1) : written
    const start = open ? null : /^[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(.*)$/.exec(part)
    if (start) open = { key: start[1] ?? '', value: start[2] ?? '', line: index + 1 }
    else if (open) open.value += ` ${part.trim()}`
    if (open && !continues) {
      if (section === 'Service' || section === 'Manager') found.push({ ...open, value: open.value.trim() })
      open = undefined
    }
  }
  return found
}

function readEnvironment(names: GatheredNames, value: string, line: number): void {
  for (const word of words(value)) {
    const at = word.indexOf('=')
    if (at < 1) names.note('line-not-read', { line })
    else {
      const [name, text] = [word.slice(0, at), word.slice(at + 1)]
      names.set(name, text.replaceAll('%%', '%'), line)
      if (/%[A-Za-z]/.test(text.replaceAll('%%', ''))) names.note('reference-in-value', { key: name, line })
    }
  }
}

/** A name alone takes the variable out whatever it holds; `NAME=value` only where it holds just that. */
function remove(names: GatheredNames, given: string): void {
  const at = given.indexOf('=')
  if (at < 0) names.values.delete(given)
  else if (names.values.get(given.slice(0, at)) === given.slice(at + 1)) names.values.delete(given.slice(0, at))
}

const controls: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  s: ' ',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

/** Words apart by blanks; quotes may begin a word only, and keep blanks; C's escapes count everywhere. */
function words(text: string): string[] {
  const found: string[] = []
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^\s\\]|\\.)+))/gy
  for (const [, double, single, bare] of text.matchAll(word)) found.push(unescaped(double ?? single ?? bare ?? ''))
  return found
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex: string | undefined, one: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (controls[one] ?? one),
  )
}
