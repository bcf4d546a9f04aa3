/**
 * What real wrappers and servers did with configurations, and when a resolution agrees with it. The tables in `testdata` are
 * the project's own laboratory records; what a record's title says of its world and its fields do not is put in here.
 */
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import type { ResolveInput } from '../resolve.ts'
import type { Metadata } from '../surroundings.ts'
import { certificate } from './certificate.ts'

export interface Observation {
  engines: string[]
  starts?: boolean
  started?: boolean
  seal?: string
  error?: string
  region?: string
  endpoint?: string
  kmsKeyId?: string
  credential?: { outcome: string; accessKeyId?: string; role?: string; sessionToken?: boolean }
  kms?: { keyId: string | null; accessKeyId: string; sessionToken: boolean; region: string; endpoint: string }
  /** The hosts that TLS connections were made to. */
  tlsHosts?: string[]
  /** The keys in the order in which they were described. */
  describeKeyOrder?: string[]
  /** Starts differed; as a list, the pairs of key and region that were seen. */
  ambiguous?: boolean | string[]
}

export interface ObservedCase {
  id: string
  title: string
  config: string
  environment: Record<string, string | null>
  files: Record<string, string>
  imds?: string
  expect: Observation[]
}

const wrapperEngines: Readonly<Record<string, Engine>> = {
  'vault-a': { product: 'vault', version: '1.21.4' },
  'vault-b': { product: 'vault', version: '2.2.0' },
  'bao-a': { product: 'openbao', version: '2.5.0' },
  'bao-a24': { product: 'openbao', version: '2.6.2' },
  'bao-b': { product: 'openbao', version: '2.6.2', plugin: '2.5.0' },
}

/** `openbao-2.6.2+plugin-2.5.0`, or the name of a group of wrappers that act alike. */
export function engineOf(name: string): Engine {
  const known = wrapperEngines[name]
  if (known) return known
  const [, product, version = '', plugin] = /^(vault|openbao)-([^+]+)(?:\+plugin-(.+))?$/.exec(name) ?? []
  if (product !== 'vault' && product !== 'openbao') throw new RangeError(`no engine is called ${name}`)
  return { product, version: version === '2.7-rc' ? '2.7.0' : version, ...(plugin ? { plugin } : {}) }
}

/** `role NAME, region NAME` or `no role, empty region`; a service that hangs or asks for tokens is left out. */
function metadataOf(text: string | undefined): Metadata | undefined {
  if (text === undefined || text === 'unreachable') return 'unreachable'
  if (/hang|blackhole|notoken|v1only/.test(text)) return undefined
  const [, role, region = ''] = /^(?:no role|role (\S+)), (?:empty region|region ([^,]+))/.exec(text) ?? []
  return { region, ...(role ? { role } : {}) }
}

/** Servers ran with the metadata service switched off, unless a case takes the switch away; a stub then answered 404. */
const serverEnvironment = { AWS_EC2_METADATA_DISABLED: 'true' }

/** The world of a case as a resolution gets it; undefined where it cannot be told. */
export function inputOf(observed: ObservedCase, engine: Engine): ResolveInput | undefined {
  const isServer = observed.id.startsWith('S-')
  const imds = observed.environment.AWS_EC2_METADATA_DISABLED === null ? {} : metadataOf(observed.imds)
  if (imds === undefined) return undefined
  return {
    config: withRealHost(observed.config),
    engine,
    environment: { ...(isServer ? serverEnvironment : {}), ...observed.environment },
    files: { '/home/vault/stub-ca.pem': certificate, ...observed.files },
    workingDirectory: isServer ? '/etc/vault.d' : '/home/vault',
    world: { imds, container: observed.title.includes('answers 404') ? 'silent' : 'answers' },
  }
}

/** The record has a word in the place of an address and port. */
function withRealHost(text: string): string {
  return text.replaceAll('<E2-HOST>', '127.0.0.1:8443')
}

/** The text of an answer of KMS itself, or of a request that never came back. */
const fromKms =
  /fetching AWS KMS wrapping key information: (?:operation error KMS: DescribeKey, (?:exceeded maximum number of attempts, \d, )?https response error StatusCode: \d|[A-Za-z]+Exception:|RequestError)/

/** In what a resolution disagrees with an observation; empty where it agrees. */
export function disagreements(observation: Observation, resolution: EffectiveConfiguration): string[] {
  const seal = describedSeal(observation, resolution.seals)
  const error = resolution.error ?? seal?.error
  const isStarted = observation.starts ?? observation.started
  const isAtKms = !isStarted && (observation.kms !== undefined || fromKms.test(observation.error ?? ''))
  if (!isStarted && !isAtKms) return errorDifference(observation, error)
  if (error !== undefined && !isAtKms) return [`should start, not: ${error}`]
  if (observation.seal === 'shamir') return activeType(resolution) === 'shamir' ? [] : ['shamir should be active']
  return [...valueDifferences(observation, seal), ...credentialDifferences(observation, seal)]
}

/** The seal that KMS heard of first, which is not the active one where a disabled or an earlier one comes before it. */
function describedSeal({ describeKeyOrder }: Observation, seals: readonly EffectiveSeal[]): EffectiveSeal | undefined {
  const first = describeKeyOrder?.[0]
  const described = first === undefined ? undefined : seals.find((seal) => settingValue(seal, 'kms_key_id') === first)
  return described ?? seals.find(({ active }) => active) ?? seals[0]
}

const activeType = ({ seals }: EffectiveConfiguration) => seals.find(({ active }) => active)?.type

/** Wrappers ran without a server, and so without its words before an error. */
function errorDifference({ error: wanted = '', starts }: Observation, error: string | undefined): string[] {
  const prefix =
    /^(?:[Ee]rror parsing Seal configuration|Error configuring seal "[^"]*"): (?:rpc error: code = Unknown desc = )?/
  const comparable = (text: string) =>
    withRealHost(starts === undefined ? text : text.replace(prefix, ''))
      .replace(/from \S+: /, 'from FILE: ')
      .replace(/, value: '.*$/s, '')
  if (error === undefined) return [`should fail: ${wanted}`]
  return comparable(error).startsWith(comparable(wanted)) ? [] : [`${error}\nis not: ${wanted}`]
}

function settingValue(seal: EffectiveSeal | undefined, name: string): string | undefined {
  return seal?.settings.find((setting) => setting.name === name)?.value
}

function valueDifferences(observation: Observation, seal: EffectiveSeal | undefined): string[] {
  const origins = seal?.settings.map(({ origin }) => origin) ?? []
  const candidates = origins.flatMap((origin) => (origin.kind === 'ambiguous' ? origin.candidates : []))
  if (observation.ambiguous)
    return ambiguityDifferences(
      observation,
      candidates.map(({ value }) => value ?? ''),
    )
  if (candidates.length > 0) return []
  const { region, endpoint, kmsKeyId, kms, tlsHosts } = observation
  const [host] = tlsHosts ?? []
  const wantedEndpoint = host === undefined ? (kms?.endpoint ?? endpoint) : `https://${host.replace(/:443$/, '')}`
  return [
    ...different('region', kms?.region ?? region, settingValue(seal, 'region')),
    ...different('key', kms?.keyId || kmsKeyId, settingValue(seal, 'kms_key_id')),
    ...(tlsHosts?.some((each) => each.startsWith('sts.'))
      ? []
      : different('endpoint', originOf(wantedEndpoint), originOf(settingValue(seal, 'endpoint')))),
  ]
}

function originOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return url
  return new URL(url).origin === 'null' ? url : new URL(url).origin
}

function different(what: string, wanted: string | null | undefined, got: string | undefined): string[] {
  return wanted && wanted !== got ? [`${what} ${got}, not ${wanted}`] : []
}

function ambiguityDifferences({ ambiguous }: Observation, candidates: readonly string[]): string[] {
  if (candidates.length < 2) return ['should be ambiguous']
  const seen = Array.isArray(ambiguous) ? ambiguous.map((pair) => pair.split('|')) : []
  const differing = seen.flatMap((pair) => pair.filter((part, index) => seen.some((other) => other[index] !== part)))
  return differing.filter((part) => !candidates.includes(part)).map((part) => `${part} is no candidate`)
}

function credentialDifferences({ credential, kms }: Observation, seal: EffectiveSeal | undefined): string[] {
  const wanted = credential ?? (kms && { outcome: 'keys', role: undefined, ...kms })
  const got = seal?.credential
  if (!wanted || !got) return []
  if (wanted.outcome !== 'keys') {
    return [...different('outcome', wanted.outcome, got.outcome), ...different('role', wanted.role, got.role)]
  }
  const isOfUser = /^AK(?!ROLE|PROC)/.test(wanted.accessKeyId ?? '')
  return [
    ...(isOfUser ? different('access key', wanted.accessKeyId, got.accessKeyId) : []),
    ...(wanted.sessionToken === got.sessionToken ? [] : [`session token ${got.sessionToken}`]),
  ]
}
