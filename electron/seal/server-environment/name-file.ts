/**
 * Files of `NAME=value`, as a shell sources them and systemd's EnvironmentFile= takes them: `export` before the name, single and double
 * quotes, a backslash before the end of a line, comments with `#` or `;`. Nothing is expanded: what would be is a finding.
 */
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'

export function readNameFile(text: string): ReadEnvironment {
  const names = new GatheredNames()
  let rest = text
  let line = 1
  while (rest !== '') {
    const { taken, assignment } = nextEntry(rest)
    if (assignment === 'unreadable') names.note('line-not-read', { line })
    else if (assignment) {
      names.set(assignment.name, assignment.value, line)
      if (assignment.expands) names.note('reference-in-value', { key: assignment.name, line })
    }
    line += taken.split('\n').length - 1
    rest = rest.slice(taken.length)
  }
  return { form: 'env-file', values: names.values, problems: names.problems }
}

interface Assignment {
  name: string
  value: string
  /** Whether a shell would put something else in place of a part of it. */
  expands: boolean
}

interface Entry {
  taken: string
  assignment?: Assignment | 'unreadable'
}

const toLineEnd = (text: string) => /^[^\n]*(?:\n|$)/.exec(text)?.[0] ?? text

function nextEntry(text: string): Entry {
  const start = /^[ \t]*(?:(?:export|set -x|setenv)[ \t]+)?(?:-e[ \t]+)?([^\s=#;]+)=/.exec(text)
  if (!start) {
    const taken = toLineEnd(text)
    const isIgnored = /^[ \t]*(?:[#;].*)?\n?$/.test(taken) || /^[ \t]*(?:set [-+]|unset |export [^=]*$)/.test(taken)
    return isIgnored ? { taken } : { taken, assignment: 'unreadable' }
  }
  const value = readValue(text.slice(start[0].length))
  if (!value) return { taken: toLineEnd(text), assignment: 'unreadable' }
  const { length, expands } = value
  const name = start[1] ?? ''
  const taken = text.slice(0, start[0].length + length)
  return { taken: taken + toLineEnd(text.slice(taken.length)), assignment: { name, value: value.value, expands } }
}

interface Value {
  value: string
  length: number
  expands: boolean
}

const doubleQuoted = /^"((?:[^"\\]|\\[\s\S])*)"/
const singleQuoted = /^'([^']*)'/
const bare = /^(?:[^\s"'\\]|\\[\s\S]|[ \t]+(?=[^\s#;]))+/

/** Reads pieces that stand without a gap; undefined where a quote is not closed. */
function readValue(text: string): Value | undefined {
  let [value, length, expands] = ['', 0, false]
  for (;;) {
    const rest = text.slice(length)
    const single = singleQuoted.exec(rest)
    const double = single ? null : doubleQuoted.exec(rest)
    const plain = single || double ? null : bare.exec(rest)
    const piece = single ?? double ?? plain
    if (!piece) return /^["']/.test(rest) ? undefined : { value: value.trimEnd(), length, expands }
    value += single ? (single[1] ?? '') : unescaped(double?.[1] ?? piece[0])
    expands ||= !single && /(?<!\\)(?:\$[A-Za-z_{(]|`)/.test(piece[0])
    length += piece[0].length
  }
}

const unescaped = (text: string) => text.replace(/\\(\n|[\s\S])/g, (_, next: string) => (next === '\n' ? '' : next))
