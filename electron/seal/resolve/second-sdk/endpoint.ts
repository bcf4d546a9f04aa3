/**
 * The address of KMS for wrappers on the second SDK, in two readings: HashiCorp's lets an address of its own win over all of
 * the SDK's; OpenBao's is outdone by the names for KMS alone. A switch makes both forget addresses, HashiCorp's even its own.
 */
import type { PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import { type Candidate, climb, fromEnvironment, type Source } from '../candidate.ts'
import { equalFold, parseGoUrl, writtenPath } from '../go-text.ts'
import { type EndpointVariant, isFipsRegion, regionalEndpoint } from '../partitions.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { stanzaSource } from '../server.ts'
import type { Surroundings } from '../surroundings.ts'
import type { IniValue } from './ini.ts'
import { isOn } from './load.ts'
import { entryText, type SharedProfile } from './shared-profile.ts'

/** A server with the profile from which the settings of its endpoint come. */
export interface Located {
  server: Server
  profile: SharedProfile | undefined
}

const ignoreName = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'
const sdkName = 'AWS_ENDPOINT_URL'
const kmsName = 'AWS_ENDPOINT_URL_KMS'

/** Whether the addresses of the SDK's names and files are switched off. */
export function isIgnoring({ environment }: Surroundings, profile: SharedProfile | undefined): boolean {
  const value = environment.read(ignoreName)
  if (value !== '') return equalFold(value, 'true')
  return profile !== undefined && equalFold(entryText(profile, 'ignore_configured_endpoint_urls'), 'true')
}

const ignores = ({ server, profile }: Located) => isIgnoring(server.surroundings, profile)

function environmentSource(name: string, rule: 'sdk-kms-endpoint-name' | 'sdk-endpoint-name'): Source<Located> {
  return {
    rule,
    read: (located) =>
      ignores(located) ? undefined : fromEnvironment(located.server.surroundings.environment, name, rule),
  }
}

const sdkEndpointName = environmentSource(sdkName, 'sdk-endpoint-name')
const sdkKmsEndpointName = environmentSource(kmsName, 'sdk-kms-endpoint-name')
const kmsEndpointName: Source<Located> = {
  rule: 'kms-endpoint-name',
  read: ({ server: { surroundings } }) =>
    fromEnvironment(surroundings.environment, 'AWS_KMS_ENDPOINT', 'kms-endpoint-name'),
}

const fromStanza = stanzaSource('endpoint')
const stanzaEndpoint: Source<Located> = { rule: 'stanza', read: ({ server }) => fromStanza.read(server) }

/** Not looked at when the SDK's name for all services is there, be it empty, and the one for KMS is not. */
const profileServices: Source<Located> = {
  rule: 'profile-services',
  read: (located) => {
    const { environment } = located.server.surroundings
    if (ignores(located) || (environment.has(sdkName) && !environment.has(kmsName))) return undefined
    return profileValue(located, located.profile?.services, 'profile-services')
  },
}

const profileEndpoint: Source<Located> = {
  rule: 'profile-endpoint',
  read: (located) =>
    ignores(located)
      ? undefined
      : profileValue(located, located.profile?.entries.get('endpoint_url'), 'profile-endpoint'),
}

function profileValue(
  { profile }: Located,
  entry: IniValue | undefined,
  rule: 'profile-services' | 'profile-endpoint',
) {
  if (!profile || !entry || entry.value === '') return undefined
  const origin: PlainOrigin = { kind: 'profile', profile: profile.name, file: entry.file, line: entry.line }
  return { value: entry.value, origin, rule }
}

/** The switch makes HashiCorp's wrapper forget its own address. */
function unlessIgnoring(source: Source<Located>): Source<Located> {
  return { rule: source.rule, read: (located) => (ignores(located) ? undefined : source.read(located)) }
}

/** Vault has put the wrapper's own names into the stanza by then. */
export const hashicorpEndpoints: readonly Source<Located>[] = [
  unlessIgnoring(stanzaEndpoint),
  sdkKmsEndpointName,
  sdkEndpointName,
  profileServices,
  profileEndpoint,
]

export const openBaoEndpoints: readonly Source<Located>[] = [
  sdkKmsEndpointName,
  profileServices,
  kmsEndpointName,
  stanzaEndpoint,
  sdkEndpointName,
  profileEndpoint,
]

/** The addresses that the switch makes a wrapper forget. */
export function switchedOff({ server, profile }: Located): Candidate[] {
  const { environment } = server.surroundings
  const own = climb([stanzaEndpoint], { server, profile })
  const names = [
    fromEnvironment(environment, kmsName, 'sdk-kms-endpoint-name'),
    fromEnvironment(environment, sdkName, 'sdk-endpoint-name'),
  ]
  const { origin } = own ?? {}
  const ofOwn = own && origin && origin.kind !== 'ambiguous' ? [{ value: own.value, origin, rule: own.rule }] : []
  return [...ofOwn, ...names.filter((name) => name !== undefined)]
}

export function endpointVariant({ server: { surroundings }, profile }: Located): EndpointVariant {
  return {
    fips: isOn(surroundings, profile, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    dualStack: isOn(surroundings, profile, 'AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
  }
}

export function regional(region: string, variant: EndpointVariant): string {
  return regionalEndpoint(region, variant, 'second') ?? ''
}

export interface Address {
  endpoint: string
  isCustom: boolean
  region: string
  variant: EndpointVariant
  /** Newer SDKs take no region that is no host name, even beside an address. */
  checksRegion: boolean
}

/** Throws what the first call to KMS fails with before it leaves. */
export function checkEndpoint({ endpoint, isCustom, region, variant, checksRegion }: Address): void {
  if (checksRegion && !/^[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63})*$/.test(region)) {
    throw new Refusal(`failed to bind endpoint params, invalid input region ${region}`)
  }
  const conflict = isCustom ? customConflict(region, variant) : undefined
  if (conflict !== undefined) throw new Refusal(`failed to resolve service endpoint, endpoint rule error, ${conflict}`)
  if (!parseGoUrl(endpoint)) throw new Refusal(`failed to resolve service endpoint, Failed to parse uri: ${endpoint}`)
}

/** Throws what becomes of a request that the SDK hands on and Go cannot send: an address without a scheme or a host. */
export function checkRequest(endpoint: string, attempts: number, header: string | undefined): void {
  const { scheme = '', host = '' } = parseGoUrl(endpoint) ?? {}
  if (scheme !== 'http' && scheme !== 'https') {
    throw unsent(attempts, `unsupported protocol scheme "${scheme}"`, endpoint)
  }
  if (header !== undefined) throw unsent(attempts, header, endpoint)
  if (host === '') throw unsent(attempts, 'http: no Host in request URL', endpoint)
}

/** A request that cannot be made, after all the attempts to make it. */
function unsent(attempts: number, why: string, endpoint: string): Refusal {
  return new Refusal(
    `exceeded maximum number of attempts, ${attempts}, https response error StatusCode: 0, RequestID: , ` +
      `request send failed, Post "${requestUrl(endpoint)}": ${why}`,
  )
}

/** The SDK takes scheme, host and path of an address and nothing else, and begins the path with a slash. */
function requestUrl(endpoint: string): string {
  const { scheme = '', hostAndPort = '', path = '' } = parseGoUrl(endpoint) ?? {}
  const start = scheme === '' ? '' : `${scheme}:`
  const slashes = scheme === '' && hostAndPort === '' ? '' : '//'
  return `${start}${slashes}${hostAndPort}${writtenPath(path.startsWith('/') ? path : `/${path}`)}`
}

function customConflict(region: string, { fips, dualStack }: EndpointVariant): string | undefined {
  if (fips || isFipsRegion(region)) return 'Invalid Configuration: FIPS and custom endpoint are not supported'
  return dualStack ? 'Invalid Configuration: Dualstack and custom endpoint are not supported' : undefined
}
