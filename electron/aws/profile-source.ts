/**
 * Where a profile's credentials would come from, decided from the files alone: nothing is run, asked or opened here. The
 * order of the kinds within a profile is the SDK's. What cannot work is told by a reason word and the line it is about.
 */
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import type { Secret } from '../seal/secret.ts'
import type { AwsFiles, FileSection } from './shared-files.ts'

/** The place in the files that a source was read from. */
export interface SourcePlace {
  profile: string
  file: string
  line: number
}

export type NamedSource = 'Environment' | 'EcsContainer' | 'Ec2InstanceMetadata'

export type ProfileSource =
  | { kind: 'static'; place: SourcePlace; accessKeyId: string; secretAccessKey: Secret; sessionToken?: Secret }
  | { kind: 'assume-role'; place: SourcePlace; role: RoleToAssume; base: ProfileSource }
  | { kind: 'named'; place: SourcePlace; source: NamedSource }
  | { kind: 'web-identity'; place: SourcePlace; tokenFile: string; roleArn: string; sessionName?: string }
  | { kind: 'process'; place: SourcePlace; command: Secret }
  | { kind: 'sso'; place: SourcePlace; sso: SsoSettings }
  | { kind: 'login'; place: SourcePlace; session: string }
  | { kind: 'invalid'; place: SourcePlace; reason: ChainReason }

export interface RoleToAssume {
  arn: string
  sessionName?: string
  externalId?: string
  durationSeconds?: number
  mfaSerial?: string
  region?: string
}

export interface SsoSettings {
  session?: string
  startUrl: string
  region: string
  accountId: string
  roleName: string
}

/** The source of a profile's credentials; undefined where the files do not have the profile. */
export function profileSource(files: AwsFiles, name: string): ProfileSource | undefined {
  const profile = files.profiles.get(name)
  return profile && sourceOf(files, profile, [])
}

/** The entries by which a profile declares credentials of some kind. */
export const credentialEntries = [
  'role_arn',
  'source_profile',
  'credential_source',
  'aws_access_key_id',
  'aws_secret_access_key',
  'web_identity_token_file',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'login_session',
] as const

function sourceOf(files: AwsFiles, profile: FileSection, visited: string[]): ProfileSource {
  // As the source of another role a profile's own keys come first, so that a profile may be its own source.
  if (visited.length > 0 && hasPair(profile)) return staticSource(profile)
  if (assumesRole(profile)) return roleSource(files, profile, visited)
  if (profile.has('aws_access_key_id') || profile.has('aws_secret_access_key')) return staticSource(profile)
  if (profile.has('web_identity_token_file')) return webIdentitySource(profile)
  const command = profile.secret('credential_process')
  if (command) return { kind: 'process', place: placeOf(profile, 'credential_process'), command }
  if (['sso_session', 'sso_start_url', 'sso_account_id', 'sso_role_name'].some((entry) => profile.has(entry)))
    return ssoSource(files, profile)
  const session = profile.text('login_session')
  if (session) return { kind: 'login', place: placeOf(profile, 'login_session'), session }
  if (profile.has('credential_source')) return namedSource(profile)
  return invalid(profile, 'no-credentials-in-profile')
}

function roleSource(files: AwsFiles, profile: FileSection, visited: string[]): ProfileSource {
  if (profile.has('source_profile') && profile.has('credential_source'))
    return invalid(profile, 'sources-conflict', 'credential_source')
  const role: RoleToAssume = {
    arn: profile.text('role_arn') ?? '',
    ...optional('sessionName', profile.text('role_session_name')),
    ...optional('externalId', profile.text('external_id')),
    ...optional('durationSeconds', positiveInteger(profile.text('duration_seconds'))),
    ...optional('mfaSerial', profile.text('mfa_serial')),
    ...optional('region', profile.text('region')),
  }
  const base = roleBase(files, profile, [...visited, profile.name])
  return base.kind === 'invalid' ? base : { kind: 'assume-role', place: placeOf(profile, 'role_arn'), role, base }
}

function roleBase(files: AwsFiles, profile: FileSection, visited: string[]): ProfileSource {
  if (profile.has('credential_source')) return namedSource(profile)
  const sourceName = profile.text('source_profile')
  if (!sourceName) {
    // A pair beside a role without a source serves neither: the SDK would use the keys and forget the role.
    return invalid(profile, 'source-profile-missing', 'role_arn')
  }
  const source = files.profiles.get(sourceName)
  if (!source) return invalid(profile, 'source-profile-not-found', 'source_profile')
  const ownKeys = sourceName === profile.name && hasPair(profile)
  if (visited.includes(sourceName) && !ownKeys) return invalid(profile, 'source-profile-loop', 'source_profile')
  return sourceOf(files, source, visited)
}

function namedSource(profile: FileSection): ProfileSource {
  const source = profile.text('credential_source') ?? ''
  const place = placeOf(profile, 'credential_source')
  if (source === 'Environment' || source === 'EcsContainer' || source === 'Ec2InstanceMetadata')
    return { kind: 'named', place, source }
  return { kind: 'invalid', place, reason: 'credential-source-unknown' }
}

function staticSource(profile: FileSection): ProfileSource {
  const accessKeyId = profile.text('aws_access_key_id')
  const secretAccessKey = profile.secret('aws_secret_access_key')
  if (!accessKeyId || !secretAccessKey)
    return invalid(profile, 'half-pair', accessKeyId ? 'aws_access_key_id' : 'aws_secret_access_key')
  const sessionToken = profile.secret('aws_session_token')
  const place = placeOf(profile, 'aws_access_key_id')
  return { kind: 'static', place, accessKeyId, secretAccessKey, ...optional('sessionToken', sessionToken) }
}

function webIdentitySource(profile: FileSection): ProfileSource {
  const tokenFile = profile.text('web_identity_token_file') ?? ''
  const roleArn = profile.text('role_arn')
  if (!roleArn) return invalid(profile, 'role-arn-missing', 'web_identity_token_file')
  const place = placeOf(profile, 'web_identity_token_file')
  return {
    kind: 'web-identity',
    place,
    tokenFile,
    roleArn,
    ...optional('sessionName', profile.text('role_session_name')),
  }
}

function ssoSource(files: AwsFiles, profile: FileSection): ProfileSource {
  const session = profile.text('sso_session')
  const section = session === undefined ? profile : files.ssoSessions.get(session)
  if (!section) return invalid(profile, 'sso-session-not-found', 'sso_session')
  const startUrl = section.text('sso_start_url')
  const region = section.text('sso_region')
  const accountId = profile.text('sso_account_id')
  const roleName = profile.text('sso_role_name')
  if (!startUrl || !region || !accountId || !roleName)
    return invalid(profile, 'sso-settings-missing', session ? 'sso_session' : 'sso_start_url')
  const sso: SsoSettings = { startUrl, region, accountId, roleName, ...optional('session', session) }
  return { kind: 'sso', place: placeOf(profile, session ? 'sso_session' : 'sso_start_url'), sso }
}

/** A role without a source is unfinished, unless a web identity token is what it is assumed with. */
function assumesRole(profile: FileSection): boolean {
  if (!profile.has('role_arn')) return false
  const hasSource = profile.has('source_profile') || profile.has('credential_source')
  return hasSource || !profile.has('web_identity_token_file')
}

function hasPair(profile: FileSection): boolean {
  return profile.has('aws_access_key_id') && profile.has('aws_secret_access_key')
}

function invalid(profile: FileSection, reason: ChainReason, entry = ''): ProfileSource {
  return { kind: 'invalid', place: placeOf(profile, entry), reason }
}

function placeOf(profile: FileSection, entryName: string): SourcePlace {
  const { file, line } = profile.entry(entryName) ?? profile
  return { profile: profile.name, file, line }
}

function positiveInteger(text: string | undefined): number | undefined {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : undefined
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V })
}
