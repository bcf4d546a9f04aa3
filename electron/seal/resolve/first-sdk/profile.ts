/**
 * A profile as a session of the first SDK loads it: from the config file and then from the credentials file, the later
 * winning entry by entry. Outside of the "shared config" mode most of a profile is passed over.
 */
import { Refusal } from '../refusal.ts'
import { ssoKeys } from '../sso-settings.ts'
import type { Surroundings } from '../surroundings.ts'
import { type IniSections, type IniValue, readFile } from './ini.ts'

export interface ProfileEntry extends IniValue {
  file: string
}

export interface FirstProfile {
  entries: ReadonlyMap<string, ProfileEntry>
  /** The keys of the last file that has both. */
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken: string; file: string; line: number } | undefined
  source: FirstProfile | undefined
  name: string
  /** The section of the SSO session that the profile names. */
  session: ReadonlyMap<string, IniValue> | undefined
}

interface LoadedFile {
  path: string
  sections: IniSections
}

/** Loads files in order. A file that cannot be opened is passed over, one that cannot be read stops the session. */
export function loadFiles(paths: readonly string[], { disk }: Surroundings): LoadedFile[] {
  return paths.flatMap((path): LoadedFile[] => {
    const found = disk.find(path)
    if (found.kind !== 'file') return []
    const sections = readFile(found)
    if (!sections) throw new Refusal(`SharedConfigLoadError: failed to load config file, ${path}`)
    return [{ path, sections }]
  })
}

/** The entries that count although the config file is not read. */
const alwaysRead = new Set([
  'credential_process',
  'web_identity_token_file',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
])

/** A profile with those it leans on; undefined where no file has it. */
export function loadProfile(name: string, files: readonly LoadedFile[], isWhole: boolean): FirstProfile | undefined {
  return load({ files, isWhole, seen: new Set() }, name)
}

interface Loading {
  files: readonly LoadedFile[]
  isWhole: boolean
  seen: Set<string>
}

function load(loading: Loading, name: string): FirstProfile | undefined {
  const sections = loading.files.flatMap(({ path, sections }) => {
    const section = sections.get(name) ?? sections.get(`profile ${name}`)
    return section ? [{ path, section }] : []
  })
  if (sections.length === 0) return undefined
  const entries = new Map<string, ProfileEntry>()
  for (const { path, section } of sections) {
    if (loading.isWhole) checkValues(path, section)
    for (const [key, value] of section) {
      if (loading.isWhole || alwaysRead.has(key)) entries.set(key, { ...value, file: path })
    }
  }
  if (loading.seen.has(name)) for (const key of roleKeys) entries.delete(key)
  else checkRole(entries, name)
  loading.seen.add(name)
  checkSources(entries)
  const profile: FirstProfile = { name, entries, keys: keysOf(sections), source: undefined, session: undefined }
  return linked(loading, profile)
}

const isWord = (value: string, ...words: string[]) => words.includes(value.toLowerCase())
const region = (type: string) => (value: string) =>
  isWord(value, '', 'legacy', 'regional') ? undefined : `unable to resolve the value of ${type} for ${value}`

/** The entries with few values, in the order in which the SDK looks, and what it says of another. */
const valueErrors: Readonly<Record<string, (value: string) => string | undefined>> = {
  sts_regional_endpoints: region('STSRegionalEndpoint'),
  s3_us_east_1_regional_endpoint: region('S3UsEast1RegionalEndpoint'),
  ec2_metadata_service_endpoint_mode: (value) =>
    isWord(value.trim(), '', 'ipv6', 'ipv4')
      ? undefined
      : 'unknown EC2 IMDS endpoint mode, must be either IPv6 or IPv4',
}

function checkValues(path: string, section: ReadonlyMap<string, IniValue>): void {
  for (const [key, errorOf] of Object.entries(valueErrors)) {
    const error = errorOf(section.get(key)?.value ?? '')
    if (error !== undefined) throw new Refusal(`failed to load ${key} from shared config, ${path}, ${error}`)
  }
}

const roleKeys = ['role_arn', 'external_id', 'mfa_serial', 'role_session_name', 'source_profile']
const sourceKeys = ['source_profile', 'credential_source', 'credential_process', 'web_identity_token_file']

/** The text of an entry; '' where there is none. */
export function entryText({ entries }: Pick<FirstProfile, 'entries'>, key: string): string {
  return entries.get(key)?.value ?? ''
}

function checkRole(entries: ReadonlyMap<string, ProfileEntry>, name: string): void {
  const source = ['source_profile', 'credential_source', 'web_identity_token_file'].find(
    (key) => entryText({ entries }, key) !== '',
  )
  if (source === undefined || entryText({ entries }, 'role_arn') !== '') return
  throw new Refusal(`CredentialRequiresARNError: credential type ${source} requires role_arn, profile ${name}`)
}

function checkSources(entries: ReadonlyMap<string, ProfileEntry>): void {
  if (sourceKeys.filter((key) => entryText({ entries }, key) !== '').length < 2) return
  throw new Refusal(
    'SharedConfigErr: only one credential type may be specified per profile: source profile, credential source, ' +
      'credential process, web identity token',
  )
}

function keysOf(sections: readonly { path: string; section: ReadonlyMap<string, IniValue> }[]): FirstProfile['keys'] {
  const last = sections.findLast(
    ({ section }) => section.get('aws_access_key_id')?.value && section.get('aws_secret_access_key')?.value,
  )
  const id = last?.section.get('aws_access_key_id')
  if (!last || !id) return undefined
  const value = (key: string) => last.section.get(key)?.value ?? ''
  return {
    accessKeyId: id.value,
    secretAccessKey: value('aws_secret_access_key'),
    sessionToken: value('aws_session_token'),
    file: last.path,
    line: id.line,
  }
}

function linked(loading: Loading, profile: FirstProfile): FirstProfile {
  const name = entryText(profile, 'source_profile')
  if (name !== '') {
    const source = load(loading, name)
    if (!source || !hasCredentials(source)) {
      const role = entryText(profile, 'role_arn')
      throw new Refusal(
        `SharedConfigAssumeRoleError: failed to load assume role for ${role}, source profile ${name} has no shared credentials`,
      )
    }
    return withSession(loading, { ...profile, keys: undefined, source })
  }
  return withSession(loading, profile)
}

function withSession(loading: Loading, profile: FirstProfile): FirstProfile {
  const session = entryText(profile, 'sso_session')
  if (session === '') return profile
  const section = loading.files.map(({ sections }) => sections.get(`sso-session ${session.trim()}`)).find(Boolean)
  if (!section) throw new Refusal(`failed to find SSO session section, ${session}`)
  return { ...profile, session: section }
}

function hasCredentials(profile: FirstProfile): boolean {
  return profile.keys !== undefined || [...sourceKeys, ...ssoKeys].some((key) => entryText(profile, key) !== '')
}
