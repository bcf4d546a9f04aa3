/**
 * The credentials that a server's chain picks, complete with their secrets, so that a check can be run as exactly that principal. They
 * are handed to the adapters and to nobody else. What only the server itself can get is told by a reason.
 */
import type { CredentialOutcome, EffectiveSeal, Origin } from '../../../shared/domain/effective-configuration.ts'
import type { Absence } from '../../../shared/domain/server-environment.ts'
import type { ServerPrincipal } from '../ports.ts'
import { Secret } from '../secret.ts'
import type { Assumption, Pick as Picked } from './chain.ts'
import type { KeyPair } from './environment-pair.ts'
import { isIdToSend, isSessionToken, isWebIdentityToken } from './key-forms.ts'
import { type OwnEndpoints, ownEndpoints, variantOf } from './own-endpoints.ts'
import { type ResolvedSeal, type ResolveInput, resolveServer } from './resolve.ts'
import { isIgnoring } from './second-sdk/endpoint.ts'

export interface ResolvedPrincipal {
  outcome: CredentialOutcome
  accessKeyId?: string
  role?: string
  /** The ARN of the role, where one is assumed. */
  roleArn?: string
  region?: string
  endpoint?: string
  kmsKeyId?: string
  /** Where those three stand. */
  origins: Partial<Record<PlaceName, Origin>>
  /** Where the server's STS is said to be, if anywhere: its KMS may be moved without it. */
  stsEndpoint?: string
  /** Where AWS has both in a region, in the variant that the server's settings choose. */
  ownEndpoints(region: string): OwnEndpoints
  /** Whether the server would not start at all. */
  isRefused: boolean
  principal: ServerPrincipal | Absence
}

/** The principal of the active seal. Never throws. */
export function resolvePrincipal(input: ResolveInput, now: number): ResolvedPrincipal {
  const server = resolveServer(input, now)
  const seal = server.seals.find(({ shown }) => shown.active && shown.type === 'awskms')
  const isRefused = server.error !== undefined
  if (!seal)
    return { outcome: 'none', isRefused, principal: 'no-seal', origins: {}, ownEndpoints: ownEndpointsOf(undefined) }
  const { credential } = seal.shown
  const { outcome, role } = credential
  const pick = seal.awskms?.prepared?.chain.pick
  const [accessKey, roleArn] = [pick?.keys?.accessKey, pick?.assume?.roleArn]
  return {
    outcome,
    isRefused,
    ...(accessKey && isIdToSend(accessKey) ? { accessKeyId: accessKey.value } : {}),
    ...(role === undefined ? {} : { role }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...placeOf(seal.shown),
    ...stsOf(seal),
    ownEndpoints: ownEndpointsOf(seal),
    principal: principalOf(seal),
  }
}

export type PlaceName = keyof typeof placeSettings

const placeSettings = { region: 'region', endpoint: 'endpoint', kmsKeyId: 'kms_key_id' } as const

function placeOf({ settings }: EffectiveSeal): Pick<ResolvedPrincipal, PlaceName | 'origins'> {
  const place: Pick<ResolvedPrincipal, PlaceName | 'origins'> = { origins: {} }
  for (const name of Object.keys(placeSettings) as PlaceName[]) {
    const setting = settings.find((each) => each.name === placeSettings[name])
    // The region's own endpoint goes without saying, and moves with the region.
    if (!setting?.value || setting.rule === 'regional-endpoint') continue
    place[name] = setting.value
    place.origins[name] = setting.origin
  }
  return place
}

/** The first SDK reads no name for it. That for all services moves no STS in either. */
function stsOf({ awskms }: ResolvedSeal): { stsEndpoint?: string } {
  if (!awskms || awskms.server.release.generation === 'A') return {}
  const { surroundings } = awskms.server
  const named = surroundings.environment.read('AWS_ENDPOINT_URL_STS').trim()
  return named === '' || isIgnoring(surroundings, undefined) ? {} : { stsEndpoint: named }
}

function ownEndpointsOf(seal: ResolvedSeal | undefined): ResolvedPrincipal['ownEndpoints'] {
  const place = seal?.shown.settings.find(({ name }) => name === 'endpoint')
  const variant = variantOf(place?.rule === 'regional-endpoint' ? (place.value ?? '') : '')
  const sdk = seal?.awskms?.server.release.generation === 'A' ? 'first' : 'second'
  return (region) => ownEndpoints(region, variant, sdk)
}

const keySettings = ['access_key', 'secret_key', 'session_token']

function principalOf({ awskms, shown }: ResolvedSeal): ServerPrincipal | Absence {
  const pick = awskms?.prepared?.chain.pick
  if (!pick) return 'no-credentials'
  const random = shown.settings.filter(({ origin }) => origin.kind === 'ambiguous').map(({ name }) => name)
  const isRandom = (names: string[]) => random.some((name) => names.includes(name))
  if (isRandom(Object.values(placeSettings)) || (pick.outcome === 'static' && isRandom(keySettings))) return 'ambiguous'
  const { outcome, keys, assume } = pick
  if (keys) return malformed(keys) ?? { outcome, keys: secretKeys(keys) }
  return assume ? assumedBy(outcome, assume) : absenceOf(pick)
}

function assumedBy(
  outcome: CredentialOutcome,
  { roleArn, keys, token, ...given }: Assumption,
): ServerPrincipal | Absence {
  // Who asks chooses the path: anything else than a token would be told to STS with it.
  if (token !== undefined && !isWebIdentityToken(token.trim())) return 'token-elsewhere'
  if (token !== undefined) return { outcome, role: { arn: roleArn, ...given, token: new Secret(token.trim()) } }
  if (!keys) return outcome === 'web-identity' ? 'token-elsewhere' : 'role-source'
  return malformed(keys) ?? { outcome, keys: secretKeys(keys), role: { arn: roleArn, ...given } }
}

function malformed(keys: KeyPair): Absence | undefined {
  if (!isIdToSend(keys.accessKey)) return 'not-a-key'
  return keys.sessionToken && !isSessionToken(keys.sessionToken.value) ? 'not-a-token' : undefined
}

function absenceOf({ outcome }: Picked): Absence {
  switch (outcome) {
    case 'instance':
      return 'instance'
    case 'container':
      return 'container'
    case 'sso':
    case 'login':
      return 'sign-in'
    case 'process':
      return 'command'
    case 'web-identity':
      return 'token-elsewhere'
    case 'assumed-role':
      return 'role-source'
    default:
      return 'no-credentials'
  }
}

function secretKeys({ accessKey, secretKey, sessionToken }: KeyPair): NonNullable<ServerPrincipal['keys']> {
  return {
    accessKeyId: accessKey.value,
    secretAccessKey: new Secret(secretKey.value),
    ...(sessionToken && { sessionToken: new Secret(sessionToken.value) }),
  }
}
