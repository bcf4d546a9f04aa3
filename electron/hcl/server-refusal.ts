/**
 * The error with which a server refuses a configuration file because of its syntax or its seals, in the server's own words, and
 * as it comes behind `error loading configuration from FILE: `. What fails later, when a seal is set up, is not its business.
 */
import type { Release } from '../../shared/domain/releases.ts'
import { flatten } from './json/flatten.ts'
import { type BlockName, blockNames, isDisabled, type Stanza, type StanzaEntry, stanzas } from './stanzas.ts'
import type { ConfigDocument, Value } from './tree.ts'
import { type ConfigValue, settingText } from './values/value.ts'

/** `start` and `line` are those of the token or block that it is about, absent where it is about the file. */
export interface ServerRefusal {
  text: string
  start?: number
  line?: number
}

export interface ServerOptions {
  /** `VAULT_ALLOW_PENDING_REMOVAL_DUPLICATE_HCL_ATTRIBUTES`: a key that is given twice is let pass once more. */
  allowDuplicates?: boolean
}

/** The refusal; undefined where a server of this release reads the file. */
export function serverRefusal(
  document: ConfigDocument,
  { era }: Release,
  { allowDuplicates = false }: ServerOptions = {},
): ServerRefusal | undefined {
  const isStrict = era.duplicateAttributes === 'error' && !allowDuplicates
  const refusal = isStrict ? document.strictRefusal : document.refusal
  if (refusal) return { text: refusal.text, start: refusal.start, line: refusal.line }
  const seals = stanzas(document)
  return blockRefusal(seals, era) ?? sealsRefusal(seals, era)
}

/** What is wrong within a kind of blocks, in the order in which the servers read the kinds. */
function blockRefusal(seals: readonly Stanza[], era: Release['era']): ServerRefusal | undefined {
  for (const block of blockNames) {
    const stanzasOfBlock = seals.filter((stanza) => stanza.block === block)
    const text = limitRefusal(block, stanzasOfBlock, era)
    if (text !== undefined) return { text: `error parsing '${block}': ${text}` }
    for (const stanza of stanzasOfBlock) {
      const reason = stanzaRefusal(stanza, era)
      if (reason === undefined) continue
      return { text: `error parsing '${block}': ${reason}`, start: stanza.keys[0]?.start ?? 0, line: stanza.line }
    }
  }
  return undefined
}

function limitRefusal(block: BlockName, found: readonly Stanza[], era: Release['era']): string | undefined {
  if (found.length <= blockLimit(block, era)) return undefined
  const limit = era.namePriority ? blockLimit(block, era) : 'two'
  return `only ${limit} or less "${block}" blocks are permitted`
}

/** How many blocks of a name a file may have. */
export function blockLimit(block: BlockName, { maxSealBlocks }: Release['era']): number {
  return block === 'hsm' ? 2 : maxSealBlocks
}

/** Labels that a release with strict labels takes. */
export const knownTypes = [
  'awskms',
  'azurekeyvault',
  'alicloudkms',
  'gcpckms',
  'ocikms',
  'pkcs11',
  'shamir',
  'static',
  'transit',
] as const

function stanzaRefusal(stanza: Stanza, era: Release['era']): string | undefined {
  const label = stanza.label ?? stanza.block
  const prefix = `${stanza.block}.${label}`
  if (stanza.value.type !== 'object') return `${prefix}: ${notAnObject(stanza.value)}`
  const colon = (text: string | undefined) => text && `${prefix}: ${text}`
  const blank = (text: string | undefined) => text && `${prefix} ${text}`
  return (
    colon(undecodable(stanza.entries)) ??
    colon(disabledRefusal(stanza)) ??
    (era.namePriority ? (blank(priorityRefusal(stanza, label)) ?? blank(nameRefusal(stanza, label))) : undefined) ??
    (era.healthCheckKeys ? healthCheckRefusal(stanza, prefix) : undefined) ??
    colon(valueRefusal(stanza, era)) ??
    colon(labelRefusal(stanza, label, era))
  )
}

function notAnObject({ type }: Value): string {
  return `root: not an object type for map (*ast.${type === 'list' ? 'ListType' : 'LiteralType'})`
}

function undecodable(entries: readonly StanzaEntry[]): string | undefined {
  const entry = entries.find(({ value }) => value.kind === 'undecodable')
  return entry && `root.${entry.key}: the value cannot be decoded`
}

function disabledRefusal({ entries }: Stanza): string | undefined {
  const entry = entries.findLast(({ key }) => key === 'disabled')
  if (!entry || isDisabled(entry.value) !== undefined) return undefined
  if (entry.value.kind === 'string') return cannotParseBool(entry.value.value)
  return unconvertible('bool', entry)
}

function cannotParseBool(text: string): string {
  return `cannot parse '' as bool: strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`
}

/** Ends before the value itself, which may hold a secret. */
function unconvertible(expected: string, { item, value }: StanzaEntry): string {
  const isOfObjects = value.kind === 'object' || flatten(item).some((part) => part.value !== item.value)
  const actual = isOfObjects ? '[]map[string]interface {}' : '[]interface {}'
  return `'' expected type '${expected}', got unconvertible type '${actual}'`
}

function priorityRefusal({ entries }: Stanza, label: string): string | undefined {
  const value = entries.findLast(({ key }) => key === 'priority')?.value
  if (!value) return undefined
  const text = settingText(value) ?? ''
  if (!/^[+-]?[0-9]+$/.test(text)) {
    const reason = `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`
    return `unable to parse 'priority' in kms type "${label}": ${reason}`
  }
  return Number(text) < 1 ? `invalid priority in kms type "${label}": ${Number(text)}` : undefined
}

/** Whether a seal may have this name. */
export function isSealName(name: string): boolean {
  return /^[a-zA-Z0-9_-]+$/.test(name)
}

function nameRefusal({ entries }: Stanza, label: string): string | undefined {
  const value = entries.findLast(({ key }) => key === 'name')?.value
  if (!value) return undefined
  if (value.kind !== 'string') {
    return `unable to parse 'name' in kms type "${label}": unexpected type ${goType(value)}`
  }
  if (isSealName(value.value)) return undefined
  return "'name' field can only include alphanumeric characters, hyphens, and underscores"
}

function goType(value: ConfigValue): string {
  switch (value.kind) {
    case 'boolean':
      return 'bool'
    case 'number':
      return value.isInteger ? 'int' : 'float64'
    case 'object':
      return '[]map[string]interface {}'
    default:
      return '[]interface {}'
  }
}

const healthChecks = ['health_check_timeout', 'health_check_interval', 'health_check_interval_unhealthy'] as const

function healthCheckRefusal({ entries }: Stanza, prefix: string): string | undefined {
  const key = healthChecks.find((each) => {
    const value = entries.findLast((entry) => entry.key === each)?.value
    const text = value && settingText(value)
    return text !== undefined && /^(?:-.*|[+]?0+(?:\.0+)?(?:ns|us|µs|ms|s|m|h)?)$/.test(text)
  })
  return key && `${prefix} ${key} cannot be less or equal to zero`
}

function valueRefusal({ entries }: Stanza, era: Release['era']): string | undefined {
  const apart = ['disabled', 'purpose', ...(era.namePriority ? ['name', 'priority'] : [])]
  const entry = entries.find(({ key, value }) => !apart.includes(key) && settingText(value) === undefined)
  return entry && unconvertible('string', entry)
}

/** An attribute under a label that is not exactly a known type. */
function labelRefusal({ entries }: Stanza, label: string, era: Release['era']): string | undefined {
  if (!era.strictLabel || entries.length === 0) return undefined
  const isKnown = knownTypes.some((type) => type === label)
  return isKnown ? undefined : `unknown seal type ${label}`
}

/** What is wrong with the seals taken together. */
function sealsRefusal(seals: readonly Stanza[], era: Release['era']): ServerRefusal | undefined {
  const enabled = seals.filter(({ disabled }) => disabled !== true).length
  if (!era.namePriority) {
    return seals.length === 2 && enabled === 2
      ? { text: 'seals: two seals provided but neither is disabled' }
      : undefined
  }
  const names = seals.map(effectiveName)
  if (seals.length > era.maxSeals) {
    return { text: `seals: at most ${era.maxSeals} seals can be provided: received ${seals.length}` }
  }
  if (enabled > 1) return { text: 'seals: only one seal can be enabled' }
  if (names.includes('')) return { text: 'seals: seal name is empty' }
  return new Set(names).size < names.length ? { text: 'seals: seal names must be unique' } : undefined
}

/** The name of a seal, by default made of its label. */
export function effectiveName({ name, label, block, disabled }: Stanza): string {
  return name ?? `${(label ?? block).toLowerCase()}${disabled === true ? '-disabled' : ''}`
}
