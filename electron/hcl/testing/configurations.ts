/**
 * Makes configuration files in all sorts of handwriting, and knows where in them the entries of the seal stanzas are: a witness
 * for the edits that does not read with the parser.
 */
import type { Random } from './random.ts'

export interface KnownEntry {
  stanza: number
  key: string
  value: string | number | boolean
  /** The entry from its key to its value. */
  start: number
  end: number
  /** The value alone; a heredoc with its last line end. */
  valueStart: number
}

export interface Configuration {
  text: string
  format: 'hcl' | 'json'
  entries: KnownEntry[]
  stanzas: number
}

const keys = ['region', 'kms_key_id', 'endpoint', 'access_key', 'secret_key', 'session_token', 'role_arn', 'priority']
const others = [
  'storage "file" {\n  path = "/var/lib/vault"\n}',
  'ui = true',
  'listener "tcp" { tls_disable = 1 }',
  'api_addr = "é"',
]
const comments = ['# one', '// two', '/* three */', '/* four\n     five */', '# a "seal" { in a comment']
const strings = ['eu-west-1', 'alias/ä b', '', 'a\\b"c', '$' + '{x}', 'arn:aws:kms:eu-west-1:111122223333:key/1', '🔑']

interface Hand {
  newLine: string
  indent: string
  gap: string
  comma: boolean
  quotedKeys: boolean
  oneLine: boolean
}

class Writer {
  text = ''
  readonly entries: KnownEntry[] = []
  readonly random: Random
  readonly hand: Hand

  constructor(random: Random, hand: Hand) {
    this.random = random
    this.hand = hand
  }

  put(text: string): void {
    this.text += text.replaceAll('\n', this.hand.newLine)
  }

  comment(): void {
    if (this.random.chance(0.3)) this.put(`${this.random.pick(comments)}\n`)
  }
}

/** A file in HCL with up to three seals among other things. */
export function hclConfiguration(random: Random): Configuration {
  const writer = new Writer(random, handwriting(random))
  const stanzas = 1 + random.below(3)
  writer.comment()
  for (let stanza = 0; stanza < stanzas; stanza++) {
    if (random.chance(0.4)) writer.put(`${random.pick(others)}\n${random.pick(['', '\n'])}`)
    writer.comment()
    block(writer, stanza)
    writer.put(random.pick(['\n', '\n\n', ' # behind\n', '\n\n\n']))
  }
  if (random.chance(0.5)) writer.put(`${random.pick(others)}${random.pick(['', '\n'])}`)
  return { text: writer.text, format: 'hcl', entries: writer.entries, stanzas }
}

function handwriting(random: Random): Hand {
  return {
    newLine: random.pick(['\n', '\n', '\r\n']),
    indent: random.pick(['  ', '    ', '\t', ' ', '']),
    gap: random.pick([' ', ' ', '', '\t']),
    comma: random.chance(0.15),
    quotedKeys: random.chance(0.2),
    oneLine: random.chance(0.2),
  }
}

function block(writer: Writer, stanza: number): void {
  const { random, hand } = writer
  const chosen = keys.filter(() => random.chance(0.5))
  writer.put(`seal ${random.pick(['"awskms"', '"awskms"', 'awskms', '"transit"'])} {`)
  if (hand.oneLine) oneLine(writer, stanza, chosen)
  else lines(writer, stanza, chosen)
  writer.put('}')
}

function oneLine(writer: Writer, stanza: number, chosen: readonly string[]): void {
  chosen.forEach((key, index) => {
    writer.put(index > 0 && writer.hand.comma ? ', ' : ' ')
    entry(writer, stanza, key, 0)
  })
  writer.put(writer.random.pick([' ', '']))
}

function lines(writer: Writer, stanza: number, chosen: readonly string[]): void {
  const { random } = writer
  const isOpen = chosen.length > 0 || random.chance(0.5)
  writer.put(isOpen ? random.pick(['\n', ' # open\n']) : '')
  const width = random.chance(0.6) ? Math.max(0, ...chosen.map((key) => key.length)) : 0
  for (const key of chosen) line(writer, stanza, key, width)
}

function line(writer: Writer, stanza: number, key: string, width: number): void {
  const { random, hand } = writer
  if (random.chance(0.15)) writer.put(`${hand.indent}${random.pick(comments)}\n`)
  if (random.chance(0.1)) writer.put('\n')
  writer.put(hand.indent)
  const isHeredoc = entry(writer, stanza, key, width)
  if (isHeredoc) return
  writer.put(hand.comma ? ',' : '')
  writer.put(random.pick(['\n', '\n', '\n', ' # behind\n', ' // behind\n', ' /* x */\n']))
}

/** Whether the entry took the line end with it. */
function entry(writer: Writer, stanza: number, key: string, width: number): boolean {
  const { random, hand } = writer
  const start = writer.text.length
  const written = hand.quotedKeys ? `"${key}"` : key
  const gap = hand.gap === '' ? '' : hand.gap.padEnd(hand.gap.length + Math.max(0, width - key.length))
  writer.put(`${written}${gap}=${hand.gap}`)
  const valueStart = writer.text.length
  const isHeredoc = !hand.oneLine && !hand.comma && random.chance(0.1)
  const value = isHeredoc ? 'first\n  second\n' : literal(random)
  writer.put(isHeredoc ? `<<EOF\n${value}EOF\n` : hclText(value))
  writer.entries.push({ stanza, key, value, start, end: writer.text.length, valueStart })
  return isHeredoc
}

function literal(random: Random): string | number | boolean {
  if (random.chance(0.7)) return random.pick(strings)
  return random.pick([0, 7, 1.5, -3, true, false])
}

/** Escapes as few characters as possible, unlike the code under test: an interpolation is written as such. */
function hclText(value: string | number | boolean): string {
  return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value)
}

/** A file in JSON with up to three seals, in an object or in a list, on one line or indented. */
export function jsonConfiguration(random: Random): Configuration {
  const writer = new Writer(random, { ...handwriting(random), newLine: random.pick(['\n', '\r\n']) })
  const stanzas = 1 + random.below(3)
  const newLine = random.chance(0.3) ? '' : '\n'
  const isList = stanzas > 1 || random.chance(0.5)
  const inner = newLine && '    '
  writer.put(`{${newLine}${random.chance(0.5) ? `"ui": true,${newLine}` : ''}"seal": ${isList ? `[${newLine}` : ''}`)
  for (let stanza = 0; stanza < stanzas; stanza++) {
    writer.put(`${stanza > 0 ? `,${newLine || ' '}` : ''}{"awskms": {${newLine}`)
    members(writer, stanza, inner, newLine)
    writer.put(`${newLine}}}`)
  }
  writer.put(`${isList ? `${newLine}]` : ''}${random.chance(0.5) ? `,${newLine}"api_addr": "x"` : ''}${newLine}}`)
  return { text: writer.text, format: 'json', entries: writer.entries, stanzas }
}

function members(writer: Writer, stanza: number, indent: string, newLine: string): void {
  const chosen = keys.filter(() => writer.random.chance(0.5))
  const colon = writer.random.pick([': ', ':', ' : '])
  chosen.forEach((key, index) => {
    writer.put(`${index > 0 ? `,${newLine}` : ''}${indent}`)
    const start = writer.text.length
    writer.put(`"${key}"${colon}`)
    const valueStart = writer.text.length
    const value = literal(writer.random)
    writer.put(JSON.stringify(value))
    writer.entries.push({ stanza, key, value, start, end: writer.text.length, valueStart })
  })
}
