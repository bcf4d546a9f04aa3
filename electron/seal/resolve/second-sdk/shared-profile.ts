/**
 * A profile as the second SDK reads it, with those that it leans on, and everything that it refuses before it looks for
 * credentials.
 */
import type { CredentialEngine } from '../../../../shared/domain/releases.ts'
import { parseAnyBase } from '../go-text.ts'
import { Refusal } from '../refusal.ts'
import { ssoKeys } from '../sso-settings.ts'
import type { IniSection, IniSections, IniValue } from './ini.ts'

export interface SharedProfile {
  name: string
  entries: ReadonlyMap<string, IniValue>
  /** A whole pair, unless the profile draws on another. */
  hasKeys: boolean
  source: SharedProfile | undefined
  session: { name: string; entries: ReadonlyMap<string, IniValue> } | undefined
  /** The address of KMS from the services section that the profile names. */
  services: IniValue | undefined
}

/** The profile of a name; undefined where no file has it. */
export function loadProfile(name: string, sections: IniSections, engine: CredentialEngine): SharedProfile | undefined {
  return load({ sections, engine, seen: new Set() }, name)
}

export function missingProfile(name: string): string {
  return `failed to get shared config profile, ${name}`
}

/** The text of an entry; '' where there is none. */
export function entryText({ entries }: { entries: ReadonlyMap<string, IniValue> }, key: string): string {
  return entries.get(key)?.value ?? ''
}

interface Loading {
  sections: IniSections
  engine: CredentialEngine
  seen: Set<string>
}

const roleKeys = ['role_arn', 'external_id', 'mfa_serial', 'role_session_name', 'source_profile']
const typeKeys = ['source_profile', 'credential_source', 'credential_process', 'web_identity_token_file']
const clearedKeys = [
  'credential_source',
  'credential_process',
  'web_identity_token_file',
  'sso_account_id',
  'sso_region',
  'sso_role_name',
  'sso_start_url',
]

function load(loading: Loading, name: string): SharedProfile | undefined {
  const section = loading.sections.get(name)
  if (!section) return undefined
  checkSection(name, section, loading.engine)
  const entries = new Map(section.values)
  const isFirst = loading.seen.size === 0
  if (loading.seen.has(name)) for (const key of roleKeys) entries.delete(key)
  else checkRole(name, entries)
  const hasKeys = keyNames.every((key) => entryText({ entries }, key) !== '')
  const profile = { name, entries, hasKeys, source: undefined, session: undefined, services: undefined }
  if (!isFirst && hasKeys) return profile
  loading.seen.add(name)
  checkTypes(entries)
  const source = sourceOf(loading, profile)
  if (source) for (const key of clearedKeys) entries.delete(key)
  return {
    ...profile,
    hasKeys: hasKeys && !source,
    source,
    session: sessionOf(loading.sections, profile),
    services: servicesOf(loading.sections, profile),
  }
}

const keyNames = ['aws_access_key_id', 'aws_secret_access_key'] as const

/** Half a pair in the section, and values that the SDK does not take. */
function checkSection(name: string, { errors, values }: IniSection, engine: CredentialEngine): void {
  const problem =
    errors.length > 0 ? `Error using profile: \n ${errors.length}, ${errors.at(-1)}\n` : valueError(values, engine)
  if (problem !== undefined) throw new Refusal(`error fetching config from profile, ${name}, ${problem}`)
}

interface ValueCheck {
  key: string
  /** The engine whose SDK is new enough to look at it; every one without. */
  only?: CredentialEngine
  accepts(value: string): boolean
  error(value: string): string
}

const isWord = (value: string, words: readonly string[]) => words.includes(value.toLowerCase())

const largestCompression = 10_485_760

const word = (key: string, words: readonly string[], need: string): ValueCheck => ({
  key,
  accepts: (value) => words.includes(value),
  error: (value) => `invalid value for shared config profile field, ${key}=${value}, ${need}`,
})

const checksumWords = ['when_supported', 'when_required']

const checksum = (key: string): ValueCheck => ({
  ...word(key, checksumWords, 'must be when_supported/when_required'),
  only: 'BH',
  accepts: (value) => isWord(value, checksumWords),
})

const valueChecks: readonly ValueCheck[] = [
  {
    key: 'ec2_metadata_service_endpoint_mode',
    accepts: (value) => isWord(value.trim(), ['', 'ipv6', 'ipv4']),
    error: () => 'unknown EC2 IMDS endpoint mode, must be either IPv6 or IPv4',
  },
  {
    key: 'defaults_mode',
    accepts: (value) => isWord(value, ['', 'auto', 'cross-region', 'in-region', 'legacy', 'mobile', 'standard']),
    error: (value) => `invalid value: ${value}`,
  },
  {
    key: 'max_attempts',
    accepts: (value) => parseAnyBase(value) !== undefined,
    error: (value) => `invalid value max_attempts=${value}, expect integer`,
  },
  {
    key: 'retry_mode',
    accepts: (value) => ['standard', 'adaptive'].includes(value),
    error: (value) => `unknown RetryMode, ${value}`,
  },
  word('disable_request_compression', ['true', 'false'], 'need true or false'),
  {
    key: 'request_min_compression_size_bytes',
    accepts: (value) => {
      const size = parseAnyBase(value)
      return size !== undefined && size >= 0 && size <= largestCompression
    },
    error: (value) =>
      parseAnyBase(value) === undefined
        ? `invalid value for min request compression size bytes ${value}, need int64`
        : `invalid range for min request compression size bytes ${parseAnyBase(value)}, must be within 0 and 10485760 inclusively`,
  },
  word('account_id_endpoint_mode', ['preferred', 'required', 'disabled'], 'must be preferred/required/disabled'),
  checksum('request_checksum_calculation'),
  checksum('response_checksum_validation'),
]

function valueError(values: ReadonlyMap<string, IniValue>, engine: CredentialEngine): string | undefined {
  for (const { key, accepts, error, only = engine } of valueChecks) {
    const value = values.get(key)?.value
    if (value === undefined || only !== engine || accepts(value)) continue
    return `failed to load ${key} from shared config, ${error(value)}`
  }
  return undefined
}

function checkRole(name: string, entries: ReadonlyMap<string, IniValue>): void {
  const type = ['source_profile', 'credential_source', 'web_identity_token_file'].find(
    (key) => entryText({ entries }, key) !== '',
  )
  if (type === undefined || entryText({ entries }, 'role_arn') !== '') return
  throw new Refusal(`credential type ${type} requires role_arn, profile ${name}`)
}

function checkTypes(entries: ReadonlyMap<string, IniValue>): void {
  if (typeKeys.filter((key) => entryText({ entries }, key) !== '').length < 2) return
  throw new Refusal(
    'only one credential type may be specified per profile: source profile, credential source, credential process, ' +
      'web identity token',
  )
}

function sourceOf(loading: Loading, profile: { entries: ReadonlyMap<string, IniValue> }): SharedProfile | undefined {
  const name = entryText(profile, 'source_profile')
  if (name === '') return undefined
  const source = load(loading, name)
  if (source && hasCredentials(source)) return source
  const why = source ? '<nil>' : missingProfile(name)
  throw new Refusal(`failed to load assume role ${entryText(profile, 'role_arn')}, of profile ${name}, ${why}`)
}

/** Whether a profile has anything of its own to sign with; container and instance do not count. */
function hasCredentials(profile: SharedProfile): boolean {
  return (
    profile.hasKeys ||
    profile.source !== undefined ||
    isSso(profile) ||
    typeKeys.some((key) => entryText(profile, key) !== '')
  )
}

export function isSso(profile: { entries: ReadonlyMap<string, IniValue> }): boolean {
  return ssoKeys.some((key) => entryText(profile, key) !== '')
}

function sessionOf(
  sections: IniSections,
  profile: { entries: ReadonlyMap<string, IniValue> },
): SharedProfile['session'] {
  const name = entryText(profile, 'sso_session')
  if (name === '') return undefined
  const section = sections.get(`sso-session ${name.trim()}`)
  if (!section) throw new Refusal(`failed to find SSO session section, ${name}`)
  return { name, entries: section.values }
}

function servicesOf(sections: IniSections, profile: { entries: ReadonlyMap<string, IniValue> }): IniValue | undefined {
  const name = entryText(profile, 'services')
  const kms = name === '' ? undefined : sections.get(`services ${name}`)?.values.get('kms')
  const value = kms?.table?.get('endpoint_url')
  return kms && value !== undefined ? { ...kms, value } : undefined
}
