/**
 * The documents of a YAML text, as Kubernetes and Helm take them: by version 1.1, in which `yes` and `on` are no text. Refuses texts that
 * would hold up or end the process: too long, too deep, or unfolding without end. Anything may come out twice in itself through aliases.
 */
import { Lexer, LineCounter, parseAllDocuments, type Tags } from 'yaml'
import type { GatheredNames } from './gathered-names.ts'

export type Fields = Record<string, unknown>

const longestYaml = 200_000
const mostCostly = 2000
/** At most this many levels are read: the parser calls itself for each. */
const deepest = 64
/** A tag, an anchor and a value stand together; more is an error. */
const mostTogether = 8
/** At most this many times is an alias followed: a text may be made to unfold without end. */
const longestUnfolding = 100

/** The objects of a text: documents, the items of a List, or what a bare list is one of. What cannot be read is a finding. */
export function readDocuments(text: string, names: GatheredNames): Fields[] {
  if (!isReadable(text, names)) return []
  return listed(parsed(text, names))
}

function isReadable(text: string, names: GatheredNames): boolean {
  const costly = text.match(/[&*][^\s,]|\\[xuU]/g)?.length ?? 0
  const refusal = text.length > longestYaml || costly > mostCostly ? 'text-too-large' : refusalOf(text)
  if (refusal) names.note(refusal)
  return refusal === undefined
}

/**
 * Goes by the lexer alone, which does not call itself. A column at which something begins is a level at most twice. What stands between
 * brackets without a comma is an error, at which the parser looks back over all of it, again and again.
 */
function refusalOf(text: string): 'text-too-deep' | 'line-not-read' | undefined {
  const columns: number[] = []
  let [column, flow, together] = [0, 0, 0]
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) continue
    if (opening.has(token)) flow++
    else if (closing.has(token)) flow = Math.max(0, flow - 1)
    else if (flow === 0 && /^[^\s#:]/.test(token)) enter(columns, column)
    if (columns.length + flow > deepest) return 'text-too-deep'
    if (flow === 0 || /^[[\]{},:?]$/.test(token)) together = 0
    else if (/^[^\s#]/.test(token) && ++together > mostTogether) return 'line-not-read'
    const lineStart = token.lastIndexOf('\n') + 1
    column = lineStart > 0 ? token.length - lineStart : column + token.length
  }
  return undefined
}

function enter(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) > column) columns.pop()
  if (columns.at(-1) !== column) columns.push(column)
}

/** What the lexer puts between the pieces of the text. */
const marks = new Set(['\u{FEFF}', '\x02', '\x18', '\x1f'])
const opening = new Set(['[', '{'])
const closing = new Set([']', '}'])

/** Errors are not made up for reading: a text may have as many as it has lines. */
const options = {
  version: '1.1',
  logLevel: 'silent',
  prettyErrors: false,
  uniqueKeys: false,
  customTags: withoutTimes,
} as const

/** Of the tags of version 1.1 those of times are no part of what Kubernetes and Helm read. */
function withoutTimes(tags: Tags): Tags {
  return tags.filter((tag) =>
    typeof tag === 'string' ? tag !== 'timestamp' : tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME',
  )
}

function parsed(text: string, names: GatheredNames): unknown[] {
  const lineCounter = new LineCounter()
  return parseAllDocuments(text, { ...options, lineCounter }).flatMap((document) => {
    for (const { pos } of document.errors) names.note('line-not-read', { line: lineCounter.linePos(pos[0]).line || 1 })
    if (document.errors.length > 0) return []
    try {
      return [document.toJS({ maxAliasCount: longestUnfolding }) as unknown]
    } catch {
      names.note('line-not-read')
      return []
    }
  })
}

function listed(values: unknown[]): Fields[] {
  const found: Fields[] = []
  const seen = new Set<unknown>()
  const open = values.reverse()
  for (let value = open.pop(); value !== undefined || open.length > 0; value = open.pop()) {
    const fields = Array.isArray(value) ? bareList(value) : fieldsOf(value)
    if (!fields || seen.has(fields)) continue
    seen.add(fields)
    if (fields.kind === 'List') open.push(...listOf(fields.items).reverse())
    else found.push(fields)
  }
  return found
}

/** A list by itself is of a container's names, or of containers. */
function bareList(values: unknown[]): Fields {
  const isOfContainers = listOf(values).some(({ image, env, envFrom }) => image ?? env ?? envFrom)
  return isOfContainers ? { containers: values } : { env: values }
}

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** The items of a list that have fields. */
export function listOf(value: unknown): Fields[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).map(fieldsOf).filter((each) => each !== undefined)
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
