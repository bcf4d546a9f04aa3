/**
 * From the blocks of a configuration file to the list of seals, with the parser's own errors: the switches that the parser
 * takes out, everything else as text. What the parser prints of a block may hold secrets and is left out.
 */
import type { Release } from '../../../shared/domain/releases.ts'
import { type BlockName, blockNames, type Stanza, type StanzaEntry } from '../../hcl/stanzas.ts'
import type { ConfigDocument } from '../../hcl/tree.ts'
import { type ConfigValue, settingText } from '../../hcl/values/value.ts'
import { goQuoted, parseInt64 } from './go-text.ts'
import { boolError, healthCheckError } from './health-check.ts'
import { normalAddress } from './normal-address.ts'
import type { ServerFile } from './server-file.ts'
import { decodingError } from './undecoded.ts'

/** A key of a stanza with its text, whichever way the value is written. */
export interface StanzaValue {
  text: string
  line: number
}

/** A seal as the parser hands it on. */
export interface SealEntry {
  /** The label in lower case, or whatever the environment makes of it. */
  type: string
  disabled: boolean
  name: string | undefined
  priority: string | undefined
  values: ReadonlyMap<string, StanzaValue>
  line: number | undefined
}

export type ParsedSeals = { seals: SealEntry[]; error?: string }

/** Blocks of a file. */
interface ParsedFile {
  stanzas: readonly Stanza[]
  document: ConfigDocument
}

/** The seals in the server's order, up to the block that the parser refuses. */
export function parseSealBlocks(file: Pick<ServerFile, 'seals' | 'documents'>, release: Release): ParsedSeals {
  const seals: SealEntry[] = []
  for (const [index, document] of file.documents.entries()) {
    const error = parseFile({ stanzas: file.seals[index] ?? [], document }, release, seals)
    if (error !== undefined) return { seals, error }
  }
  const error = release.era.namePriority ? namedSealsError(seals) : unnamedSealsError(seals)
  return { seals, ...(error === undefined ? {} : { error }) }
}

/** Each file by itself keeps to the limits; only what is said of two seals is about all files together. */
function parseFile({ stanzas, document }: ParsedFile, release: Release, seals: SealEntry[]): string | undefined {
  for (const block of blockNames) {
    const ofBlock = stanzas.filter((stanza) => stanza.block === block)
    const blocks = { stanzas: ofBlock, document }
    const error = countError(block, ofBlock.length, release) ?? parseBlocks(blocks, release, seals)
    if (error !== undefined) return `error parsing '${block}': ${error}`
  }
  return undefined
}

function countError(block: BlockName, count: number, { era }: Release): string | undefined {
  const most = { hsm: 2, seal: era.maxSealBlocks, kms: 3 }[block]
  if (count <= most) return undefined
  return `only ${era.namePriority ? most : 'two'} or less ${goQuoted(block)} blocks are permitted`
}

function parseBlocks({ stanzas, document }: ParsedFile, release: Release, seals: SealEntry[]): string | undefined {
  for (const stanza of stanzas) {
    const error = blockError(stanza, document, release)
    if (error !== undefined) return error
    seals.push(sealEntry(stanza, release))
  }
  return undefined
}

type Values = Map<string, { value: ConfigValue; line: number }>

/** What counts of a stanza: the last value of each key. */
function lastValues({ entries }: Stanza): Values {
  return new Map(
    entries.map(({ key, value, line, item }) => [key, { value: isListOfObjects(item) ? object : value, line }]),
  )
}

const object: ConfigValue = { kind: 'object' }

/** In JSON, with its colons, the parser takes a list of objects for the objects. */
function isListOfObjects({ assign, value }: StanzaEntry['item']): boolean {
  if (value.type !== 'list' || assign?.kind !== 'COLON') return false
  return value.elements.length > 0 && value.elements.every(({ type }) => type === 'object')
}

function sealEntry(stanza: Stanza, release: Release): SealEntry {
  const values = lastValues(stanza)
  const take = (key: string) => {
    const text = textOf(values.get(key)?.value)
    if (release.era.namePriority) values.delete(key)
    return release.era.namePriority ? text : undefined
  }
  const disabled = stanza.disabled ?? false
  const name = take('name') ?? (release.era.namePriority ? defaultName(stanza.type, disabled) : undefined)
  const priority = take('priority')
  for (const key of ['disabled', 'purpose']) values.delete(key)
  const isAddress = (key: string) => release.era.normalAddresses && stanza.label === 'awskms' && key === 'endpoint'
  const texts = [...values].map(([key, { value, line }]): [string, StanzaValue] => {
    const text = textOf(value) ?? ''
    return [key, { text: isAddress(key) ? normalAddress(text) : text, line }]
  })
  return { type: stanza.type, disabled, name, priority, values: new Map(texts), line: stanza.line }
}

const textOf = (value: ConfigValue | undefined) => value && settingText(value)

function defaultName(type: string, disabled: boolean): string {
  return disabled ? `${type}-disabled` : type
}

type Check = (values: Values, stanza: Stanza, release: Release) => string | undefined

/** In the order in which the parser looks. Each text begins behind the label, with its colon or without. */
const checks: readonly Check[] = [purposeError, disabledError, priorityError, nameError, healthError, textError]

function blockError(stanza: Stanza, document: ConfigDocument, release: Release): string | undefined {
  const start = `${stanza.block}.${stanza.label ?? stanza.block}`
  const undecoded = decodingError(stanza, document)
  if (undecoded !== undefined) return `${start}: ${undecoded}`
  const values = lastValues(stanza)
  for (const check of checks) {
    const error = check(values, stanza, release)
    if (error !== undefined) return start + error
  }
  return undefined
}

/** Anything counts as a list of words, but no block. */
function purposeError(values: Values, stanza: Stanza): string | undefined {
  if (values.get('purpose')?.value.kind !== 'object') return undefined
  const decoding =
    "1 error(s) decoding:\n\n* '[0]' expected type 'string', got unconvertible type 'map[string]interface {}'"
  const inKms = `in kms type ${goQuoted(stanza.label ?? stanza.block)}`
  return `: unable to parse 'purpose' ${inKms}: ${decoding}, value: '[redacted]'`
}

function disabledError(values: Values): string | undefined {
  const value = values.get('disabled')?.value
  const error = value && boolError(value)
  return error === undefined ? undefined : `: ${error}`
}

function unconvertible({ kind }: ConfigValue): string {
  const type = kind === 'list' ? '[]interface {}' : '[]map[string]interface {}'
  return `'' expected type 'string', got unconvertible type '${type}', value: '[redacted]'`
}

function priorityError(values: Values, stanza: Stanza, { era }: Release): string | undefined {
  const value = values.get('priority')?.value
  if (value === undefined || !era.namePriority) return undefined
  const inKms = `in kms type ${goQuoted(stanza.label ?? stanza.block)}`
  const priority = integerOf(value)
  if ('error' in priority) return ` unable to parse 'priority' ${inKms}: ${priority.error}`
  return priority.value < 1 ? ` invalid priority ${inKms}: ${priority.value}` : undefined
}

function integerOf(value: ConfigValue): { value: number } | { error: string } {
  if (value.kind === 'number' && value.isInteger) return { value: value.value }
  if (value.kind !== 'string') return { error: 'could not parse value from input' }
  return value.value === '' ? { value: 0 } : parseInt64(value.value)
}

function nameError(values: Values, stanza: Stanza, { era }: Release): string | undefined {
  const value = values.get('name')?.value
  if (value === undefined || !era.namePriority) return undefined
  if (value.kind !== 'string') {
    return ` unable to parse 'name' in kms type ${goQuoted(stanza.label ?? stanza.block)}: unexpected type ${goType(value)}`
  }
  if (/^[a-zA-Z0-9-_]+$/.test(value.value)) return undefined
  return " 'name' field can only include alphanumeric characters, hyphens, and underscores"
}

function goType(value: ConfigValue): string {
  if (value.kind === 'number') return value.isInteger ? 'int' : 'float64'
  if (value.kind === 'boolean') return 'bool'
  return value.kind === 'list' ? '[]interface {}' : '[]map[string]interface {}'
}

function healthError(values: Values, _: Stanza, { era }: Release): string | undefined {
  if (!era.healthCheckKeys) return undefined
  return healthCheckError((key) => values.get(key)?.value)
}

const partedKeys = new Set(['purpose', 'disabled'])
const namedKeys = new Set(['name', 'priority'])
/** The types whose addresses the newer releases of Vault rewrite; an attribute under any other label is an error there. */
const addressedTypes = new Set(['alicloudkms', 'awskms', 'azurekeyvault', 'gcpckms', 'ocikms', 'pkcs11', 'transit'])

function textError(values: Values, stanza: Stanza, { era }: Release): string | undefined {
  const label = stanza.label ?? stanza.block
  for (const [key, { value }] of values) {
    if (partedKeys.has(key) || (era.namePriority && namedKeys.has(key))) continue
    if (settingText(value) === undefined) return `: ${unconvertible(value)}`
    if (era.strictLabel && !addressedTypes.has(label)) return `: unknown seal type ${label}`
  }
  return undefined
}

/** Releases that know names allow two seals, one of them enabled. */
function namedSealsError(seals: readonly SealEntry[]): string | undefined {
  if (seals.length > 2) return `seals: at most 2 seals can be provided: received ${seals.length}`
  const enabled = seals.filter(({ disabled }) => !disabled).length
  if (seals.length > 1 && enabled === 0) return 'seals: seals provided but all are disabled'
  if (enabled > 1) return 'seals: only one seal can be enabled'
  const names = seals.map(({ name }) => name ?? '')
  if (names.includes('')) return 'seals: seal name is empty'
  return new Set(names).size < names.length ? 'seals: seal names must be unique' : undefined
}

/** The others look at two seals only, of which one has to be disabled: three enabled ones start. */
function unnamedSealsError(seals: readonly SealEntry[]): string | undefined {
  const disabled = seals.filter((seal) => seal.disabled).length
  if (seals.length !== 2 || disabled === 1) return undefined
  return `seals: two seals provided but ${disabled === 2 ? 'both are' : 'neither is'} disabled`
}
