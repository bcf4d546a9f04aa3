/** The effective value of every parameter of a seal, with what it won over. Secrets have a place here and no value. */
import type {
  EffectiveSetting,
  Origin,
  PlainOrigin,
  SettingName,
  SettingRule,
} from '../../../shared/domain/effective-configuration.ts'
import { isSecretParameter } from '../../../shared/domain/seal-parameters.ts'
import { type Candidate, climb, fromEnvironment, type Source, type Winner } from './candidate.ts'
import type { Pick } from './chain.ts'
import { environmentPair, type KeyPair } from './environment-pair.ts'
import { healthCheckDefaults, healthCheckKeys } from './health-check.ts'
import type { SealEntry } from './seal-blocks.ts'
import { type Server, stanzaSource } from './server.ts'
import { defaultCredentialsFile } from './surroundings.ts'

export interface Resolved {
  server: Server
  entry: SealEntry
  keyId: Winner | undefined
  region: Winner | undefined
  endpoint: Winner | undefined
  pick: Pick | undefined
}

export function settingsOf(resolved: Resolved): EffectiveSetting[] {
  const { server, entry, keyId, region, endpoint } = resolved
  return [
    shown('kms_key_id', keyId),
    shown('region', region),
    shown('endpoint', endpoint),
    ...keySettings(resolved),
    ...Object.entries(further).map(([name, sources]) => shown(name as SettingName, climb(sources, server))),
    ...parserSettings(server, entry),
  ]
}

function nameSource(name: string, rule: SettingRule): Source<Server> {
  return { rule, read: ({ surroundings }) => fromEnvironment(surroundings.environment, name, rule) }
}

function builtIn(value: string): Source<Server> {
  return {
    rule: 'built-in',
    isFallback: true,
    read: () => ({ value, origin: { kind: 'default' }, rule: 'built-in' }),
  }
}

const isOnFirstSdk = ({ release }: Server) => release.generation === 'A'

/** Only the first SDK looks for a credentials file that the stanza does not name. */
const credentialsFileName: Source<Server> = {
  rule: 'credentials-file-name',
  read: (server) =>
    isOnFirstSdk(server)
      ? fromEnvironment(server.surroundings.environment, 'AWS_SHARED_CREDENTIALS_FILE', 'credentials-file-name')
      : undefined,
}

const usualCredentialsFile: Source<Server> = {
  rule: 'built-in',
  isFallback: true,
  read: (server) => {
    const value = isOnFirstSdk(server) ? defaultCredentialsFile(server.surroundings) : ''
    return value === '' ? undefined : { value, origin: { kind: 'default' }, rule: 'built-in' }
  },
}

/** The parameters whose value is the first of a few sources in both SDKs. */
const further: Partial<Record<SettingName, readonly Source<Server>[]>> = {
  shared_creds_filename: [stanzaSource('shared_creds_filename'), credentialsFileName, usualCredentialsFile],
  shared_creds_profile: [nameSource('AWS_PROFILE', 'profile-name'), stanzaSource('shared_creds_profile')],
  role_arn: [stanzaSource('role_arn'), nameSource('AWS_ROLE_ARN', 'role-name')],
  role_session_name: [stanzaSource('role_session_name'), nameSource('AWS_ROLE_SESSION_NAME', 'role-session-name')],
  web_identity_token_file: [
    stanzaSource('web_identity_token_file'),
    nameSource('AWS_WEB_IDENTITY_TOKEN_FILE', 'token-file-name'),
  ],
  key_not_required: [stanzaSource('key_not_required'), builtIn('false')],
  disallow_env_vars: [stanzaSource('disallow_env_vars'), builtIn('false')],
}

/** What the parser takes out of the stanza, for the releases that do. */
function parserSettings({ release: { era }, stanza }: Server, entry: SealEntry): EffectiveSetting[] {
  const line = entry.line ?? 1
  const given = (key: SettingName, value: string | undefined, usual: string | undefined): EffectiveSetting => {
    if (value !== undefined && value !== usual) {
      return shown(key, { value, origin: { kind: 'stanza', key, line }, rule: 'stanza', losers: [] })
    }
    return shown(key, usual === undefined ? undefined : fixed(usual))
  }
  const settings = [given('disabled', String(entry.disabled), 'false')]
  if (era.namePriority) {
    const usualName = entry.disabled ? `${entry.type}-disabled` : entry.type
    settings.push(given('name', entry.name, usualName), given('priority', entry.priority, undefined))
  }
  if (!era.healthCheckKeys) return settings
  return [...settings, ...healthCheckKeys.map((key) => shown(key, stanza.get(key) ?? fixed(healthCheckDefaults[key])))]
}

function fixed(value: string): Winner {
  return { value, origin: { kind: 'default' }, rule: 'built-in', losers: [] }
}

const keyNames = { access_key: 'accessKey', secret_key: 'secretKey', session_token: 'sessionToken' } as const

/** The keys that sign, and the others that are lying about. */
function keySettings({ server, pick }: Resolved): EffectiveSetting[] {
  const ofEnvironment = environmentPair(server.surroundings.environment)
  return Object.entries(keyNames).map(([name, part]) => {
    const winner = pick?.keys?.[part]
    const others = [...stanzaCandidates(server, name), ...partOf(ofEnvironment, part)]
    const losers = others.filter((other) => !isSame(other.origin, winner?.origin))
    return shown(name as SettingName, winner && { ...winner, losers }, losers)
  })
}

function stanzaCandidates({ stanza }: Server, key: string): Candidate[] {
  const winner = stanza.get(key)
  if (!winner || winner.value === '' || winner.origin.kind === 'ambiguous') return []
  return [{ value: winner.value, origin: winner.origin, rule: winner.rule }, ...winner.losers]
}

function partOf(pair: KeyPair | undefined, part: keyof KeyPair): Candidate[] {
  const candidate = pair?.[part]
  return candidate ? [candidate] : []
}

const isSame = (one: PlainOrigin, other: Origin | undefined) => JSON.stringify(one) === JSON.stringify(other)

const notSet: Origin = { kind: 'not-set' }

/** A setting as it leaves, its value left out where it is a secret. */
function shown(name: SettingName, winner: Winner | undefined, losers: Candidate[] = []): EffectiveSetting {
  const isSecret = isSecretParameter(name)
  const overridden = distinct(winner?.losers ?? losers, winner?.origin)
  return {
    name,
    origin: winner?.origin ?? notSet,
    ...(winner && !isSecret && winner.value !== '' ? { value: withoutPassword(winner.value) } : {}),
    overridden: overridden.map(({ origin, value }) =>
      isSecret ? { origin } : { origin, value: withoutPassword(value) },
    ),
    rule: winner?.rule ?? 'no-source',
  }
}

/** The candidates but the winner, each place once. */
function distinct(candidates: readonly Candidate[], winner: Origin | undefined): Candidate[] {
  if (candidates.length === 0) return []
  const seen = new Set([JSON.stringify(winner)])
  return candidates.filter(({ origin }) => {
    const key = JSON.stringify(origin)
    return !seen.has(key) && seen.add(key)
  })
}

/** An address may carry a password. */
export function withoutPassword(text: string): string {
  return text.replace(/^([a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#@]*):[^/?#]*@/, '$1:[redacted]@')
}
