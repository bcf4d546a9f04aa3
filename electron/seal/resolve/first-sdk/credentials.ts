/**
 * The credential chain of wrappers on the first SDK. Before it is asked, a role is tried even where keys win in the end, and
 * what this trial cannot do stops the start or is passed over without a word.
 */
import type { PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import {
  type Assumption,
  askChain,
  type Chain,
  type ChainLink,
  failed,
  type Pick,
  picked,
  roleNameOf,
  type Skip,
  skipped,
} from '../chain.ts'
import { addressRefusal, fullUriName, misspeltHost, relativeUriName, unreadableTokenFile } from '../container.ts'
import { environmentPair, hasHalfPair, type KeyPair } from '../environment-pair.ts'
import { isMetadataDisabled, metadataAtUsualAddress } from '../metadata.ts'
import { within } from '../refusal.ts'
import { type Server, stanzaText } from '../server.ts'
import { checkStaticPair, staticPair } from '../static-pair.ts'
import { defaultCredentialsFile } from '../surroundings.ts'
import { readFile } from './ini.ts'
import { newSession, profileName } from './session.ts'
import { canSign, roleName, signingKeys, tokenFileName } from './session-credentials.ts'
import { isRoleTooShort, webIdentityFailure } from './web-identity.ts'

const environmentOrigin = (name: string): PlainOrigin => ({ kind: 'environment', name })

const staticLink: ChainLink = {
  link: 'static',
  ask: (server) => {
    const pair = staticPair(server)
    return pair ? picked('static', pair) : skipped('not-set')
  },
}

const environmentLink: ChainLink = {
  link: 'environment',
  ask: ({ surroundings: { environment } }) => {
    const pair = environmentPair(environment)
    if (pair) return picked('environment', pair)
    return skipped(hasHalfPair(environment) ? 'half-pair' : 'not-set')
  },
}

const fileLink: ChainLink = { link: 'shared-credentials-file', ask: fileKeys }

/** Only the three entries for keys count, in lower case; everything else in a profile is passed over. */
function fileKeys(server: Server): Pick | Skip {
  const { surroundings } = server
  const file = stanzaText(server, 'shared_creds_filename') || defaultCredentialsFile(surroundings)
  const profile = fileProfile(server)
  const found = surroundings.disk.find(file)
  if (found.kind !== 'file') return skipped('file-missing')
  const sections = readFile(found)
  const origin: PlainOrigin = { kind: 'profile', profile, file }
  if (!sections) return skipped('file-malformed', origin)
  const section = sections.get(profile)
  if (!section) return skipped('profile-not-found', origin)
  const candidate = (key: string) => {
    const entry = section.get(key)
    if (!entry || entry.value === '') return undefined
    return { value: entry.value, origin: { ...origin, line: entry.line }, rule: 'profile-keys' as const }
  }
  const [accessKey, secretKey] = [candidate('aws_access_key_id'), candidate('aws_secret_access_key')]
  if (!accessKey || !secretKey) return skipped(accessKey || secretKey ? 'half-pair' : 'no-keys-in-profile', origin)
  const keys: KeyPair = { accessKey, secretKey, sessionToken: candidate('aws_session_token') }
  return picked('shared-credentials-file', keys)
}

/** The profile whose keys are looked for. The environment's other name for one is not read. */
export function fileProfile(server: Server): string {
  return server.surroundings.environment.read(profileName) || stanzaText(server, 'shared_creds_profile') || 'default'
}

const webIdentityLink: ChainLink = {
  link: 'web-identity',
  ask: (server) => {
    const { arn, tokenFile, origin } = roleOf(server)
    if (arn === '' || tokenFile === '') return skipped(tokenFile === '' ? 'not-set' : 'role-arn-missing')
    const failure = webIdentityFailure(server.surroundings, { role: arn, tokenFile })
    if (failure) return failed(failure, origin)
    const found = server.surroundings.disk.find(tokenFile)
    const token = found.kind === 'file' ? found.text : undefined
    return assumed('web-identity', arn, origin, token === undefined ? {} : { token })
  },
}

const assumedRoleLink: ChainLink = {
  link: 'assumed-role',
  ask: (server) => {
    const { arn, tokenFile, origin } = roleOf(server)
    if (arn === '' || tokenFile !== '') return skipped('not-set')
    if (isRoleTooShort(arn)) return failed('role-arn-too-short', origin)
    const { profile } = newSession(server.surroundings)
    if (!canSign(server.surroundings, profile)) return failed('no-source', origin)
    const keys = signingKeys(server.surroundings, profile)
    return assumed('assumed-role', arn, origin, keys ? { keys } : {})
  },
}

function assumed(
  outcome: 'web-identity' | 'assumed-role',
  arn: string,
  origin: PlainOrigin,
  proof: Omit<Assumption, 'roleArn'>,
): Pick {
  return { outcome, role: roleNameOf(arn), assume: { roleArn: arn, ...proof }, sessionToken: true, origin }
}

interface Role {
  arn: string
  tokenFile: string
  /** Where the role's ARN comes from. */
  origin: PlainOrigin
}

function roleOf(server: Server): Role {
  const { environment } = server.surroundings
  const given = server.stanza.get('role_arn')
  const isFromStanza = given !== undefined && given.value !== ''
  return {
    arn: stanzaText(server, 'role_arn') || environment.read(roleName),
    tokenFile: stanzaText(server, 'web_identity_token_file') || environment.read(tokenFileName),
    origin: isFromStanza && given.origin.kind !== 'ambiguous' ? given.origin : environmentOrigin(roleName),
  }
}

const containerLink: ChainLink = {
  link: 'container',
  ask: ({ surroundings }) => {
    const found = surroundings.environment.first([fullUriName, relativeUriName])
    if (!found) return skipped('not-set')
    const origin = environmentOrigin(found.name)
    if (found.name === fullUriName && addressRefusal(found.value)) return failed('address-refused', origin)
    if (unreadableTokenFile(surroundings)) return failed('token-file-missing', origin)
    const isNowhere = found.name === relativeUriName && misspeltHost(surroundings) !== undefined
    if (!surroundings.containerAnswers || isNowhere) return failed('unreachable', origin)
    return { outcome: 'container', sessionToken: true, origin }
  },
}

/** Asked only where no container is named. The address that the environment gives for the service does not count here. */
const instanceLink: ChainLink = {
  link: 'instance',
  ask: ({ surroundings }) => {
    if (surroundings.environment.first([fullUriName, relativeUriName])) return skipped('outranked')
    if (isMetadataDisabled(surroundings)) return skipped('disabled')
    const metadata = metadataAtUsualAddress(surroundings)
    if (metadata === 'unreachable') return failed('unreachable')
    if (!metadata.role) return failed('no-role')
    return { outcome: 'instance', sessionToken: true, origin: { kind: 'instance-metadata' } }
  },
}

/** The chain of the releases up to date. */
export const links: readonly ChainLink[] = [
  staticLink,
  environmentLink,
  fileLink,
  webIdentityLink,
  assumedRoleLink,
  containerLink,
  instanceLink,
]

/** The chain of the oldest one: no role without a token file, and a token file before the environment's keys. */
export const oldLinks: readonly ChainLink[] = [
  staticLink,
  webIdentityLink,
  environmentLink,
  fileLink,
  containerLink,
  instanceLink,
]

/** Makes what the wrapper makes before it talks to KMS; throws what stops it. */
export function findCredentials(chain: readonly ChainLink[], server: Server): Chain {
  checkStaticPair(server)
  tryRole(chain, server)
  newSession(server.surroundings, { hasCredentials: true })
  return askChain(chain, server)
}

function tryRole(chain: readonly ChainLink[], server: Server): void {
  const { arn, tokenFile } = roleOf(server)
  if (arn === '') return
  if (tokenFile !== '') {
    const purpose = 'error creating a new session to create a WebIdentityRoleProvider: '
    within(purpose, () => newSession(server.surroundings))
  } else if (chain.includes(assumedRoleLink)) {
    const purpose = 'error creating a new session for ec2 instance role credentials: '
    within(purpose, () => newSession(server.surroundings))
  }
}

export const noCredentials =
  'NoCredentialProviders: no valid providers in chain. Deprecated.\n' +
  '\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors'
