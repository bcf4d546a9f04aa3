/**
 * The seals that a configuration file declares, as the servers see them: `hsm`, `seal` and `kms` blocks, in this order, whatever
 * the case of their name; in JSON objects and lists of objects alike. Says nothing about whether a server would take them.
 */
import { flatten } from './json/flatten.ts'
import type { Token } from './token.ts'
import {
  type ConfigDocument,
  type Entry,
  firstKey,
  type Item,
  itemsOf,
  type ObjectValue,
  tokenText,
  type Value,
} from './tree.ts'
import { unquote } from './values/unquote.ts'
import { type ConfigValue, decodeValue, settingText } from './values/value.ts'

export const blockNames = ['hsm', 'seal', 'kms'] as const
export type BlockName = (typeof blockNames)[number]

export interface Stanza {
  block: BlockName
  /** The label in lower case; `seal`, or whatever the block is called, without one. */
  type: string
  /** The label as it is written, unquoted. */
  label?: string
  /** Undefined where the value is no boolean to the servers; absent is false. */
  disabled: boolean | undefined
  name?: string
  priority?: number
  line: number
  endLine: number
  entries: StanzaEntry[]
  /** The keys and the value that make the block. In JSON the keys may stand in several objects. */
  keys: readonly Token[]
  value: Value
}

export interface StanzaEntry {
  key: string
  line: number
  value: ConfigValue
  /** Whether the value is a secret in plain text. */
  secret: boolean
  item: Item
}

/** A block or attribute of the file: in HCL an item, in JSON an item with the keys of the objects that it was found in. */
export interface Declaration {
  keys: readonly Token[]
  value: Value
}

/** The declarations of an object or of the file itself. */
export function declarations(document: ConfigDocument, entries: readonly Entry[]): Declaration[] {
  const items = itemsOf(entries)
  return document.format === 'json' ? items.flatMap(flatten) : items
}

/** All declarations of the file with a name, in the servers' way of comparing: whatever its case. */
export function declarationsOf(document: ConfigDocument, name: string): Declaration[] {
  return declarations(document, document.entries).filter(
    ({ keys: [key] }) => key !== undefined && fold(keyText(document, key)) === name,
  )
}

/** All seals of the file. Their index in this list is the number by which edits name them. */
export function stanzas(document: ConfigDocument): Stanza[] {
  return blockNames.flatMap((block) =>
    declarationsOf(document, block).map((declaration) => stanza(document, block, declaration)),
  )
}

/** The name that a key stands for; the raw text where it cannot be decoded. */
export function keyText(document: ConfigDocument, key: Token): string {
  const raw = tokenText(document, key)
  return key.kind === 'STRING' ? (unquote(raw, document.format) ?? raw) : raw
}

function stanza(document: ConfigDocument, block: BlockName, { keys, value }: Declaration): Stanza {
  const [, labelKey] = keys
  const label = labelKey && keyText(document, labelKey)
  const entries = value.type === 'object' ? entriesOf(document, value) : []
  const lines = linesOf(document, keys, value)
  return {
    block,
    type: (label ?? block).toLowerCase(),
    ...(label === undefined ? {} : { label }),
    disabled: isDisabled(effective(entries, 'disabled')),
    ...nameOf(effective(entries, 'name')),
    ...priorityOf(effective(entries, 'priority')),
    ...lines,
    entries,
    keys,
    value,
  }
}

function entriesOf(document: ConfigDocument, { entries }: ObjectValue): StanzaEntry[] {
  return itemsOf(entries).map((item) => {
    const key = keyText(document, firstKey(item))
    const value = item.keys.length > 1 ? ({ kind: 'object' } as const) : decodeValue(document, item.value)
    return { key, line: firstKey(item).line, value, secret: isSecret(key, value), item }
  })
}

/** What counts where a key is given more than once: the last. */
function effective(entries: readonly StanzaEntry[], key: string): ConfigValue | undefined {
  return entries.findLast((entry) => entry.key === key)?.value
}

/** A boolean as the servers read it from a stanza: also from numbers, and from an empty string. Undefined where they refuse it. */
export function isDisabled(value: ConfigValue | undefined): boolean | undefined {
  if (value === undefined) return false
  if (value.kind === 'boolean') return value.value
  if (value.kind === 'number') return value.value !== 0
  if (value.kind !== 'string') return undefined
  if (value.value === '') return false
  return goBoolean(value.value)
}

/** Go's `strconv.ParseBool`. */
export function goBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined
}

function nameOf(value: ConfigValue | undefined): { name?: string } {
  return value?.kind === 'string' ? { name: value.value } : {}
}

function priorityOf(value: ConfigValue | undefined): { priority?: number } {
  const text = value && settingText(value)
  return text !== undefined && /^-?[0-9]+$/.test(text) ? { priority: Number(text) } : {}
}

/** Keys whose value opens something, in the stanzas of any kind of seal. */
export const secretKeys: ReadonlySet<string> = new Set([
  'secret_key',
  'session_token',
  'token',
  'client_secret',
  'pin',
  'password',
  'current_key',
  'previous_key',
])

function isSecret(key: string, value: ConfigValue): boolean {
  if (!secretKeys.has(key)) return false
  return value.kind !== 'string' || !/^\s*(?:env|file):\/\//.test(value.value)
}

function linesOf(document: ConfigDocument, keys: readonly Token[], value: Value): { line: number; endLine: number } {
  const line = keys[0]?.line ?? 1
  if (value.type !== 'object' && value.type !== 'list') return { line, endLine: line }
  return { line, endLine: value.close?.line ?? document.tokens.at(-1)?.line ?? line }
}

/** Simple case folding, as far as the names of blocks go: the long s and the Kelvin sign are letters of theirs. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase()
}
