/**
 * The credentials that a session of the first SDK finds for itself, which serve only to assume a role: what it refuses when it
 * looks for them, and whether it would have something to sign with.
 */
import { addressRefusal, fullUriName, misspeltHost, relativeUriName, unreadableTokenFile } from '../container.ts'
import { environmentPair, type KeyPair } from '../environment-pair.ts'
import { isMetadataDisabled } from '../metadata.ts'
import { Refusal } from '../refusal.ts'
import { checkSsoSettings, ssoKeys } from '../sso-settings.ts'
import type { Surroundings } from '../surroundings.ts'
import { entryText, type FirstProfile } from './profile.ts'
import { webIdentityFailure } from './web-identity.ts'

export const roleName = 'AWS_ROLE_ARN'
export const tokenFileName = 'AWS_WEB_IDENTITY_TOKEN_FILE'

/** Throws what the SDK refuses before any credential is fetched. */
export function checkCredentials({ environment }: Surroundings, profile: FirstProfile | undefined): void {
  if (environmentPair(environment)) return
  if (environment.read(tokenFileName) === '') {
    if (profile) checkProfile(profile, environment.read(relativeUriName))
  } else if (environment.read(roleName) === '') {
    throw new Refusal('WebIdentityErr: role ARN is not set')
  }
}

function checkProfile(profile: FirstProfile, containerUri: string): void {
  const { source, keys, session, name } = profile
  const text = (key: string) => entryText(profile, key)
  if (source) checkProfile(source, containerUri)
  else if (!keys && text('credential_source') !== '') checkSource(text('credential_source'), containerUri)
  else if (!keys && text('web_identity_token_file') !== '') return
  else if (!keys && isSso(profile)) {
    checkSsoSettings(name, text, session && ((key) => session.get(key)?.value ?? ''))
  }
  if (text('role_arn') === '' || text('mfa_serial') === '') return
  throw new Refusal(
    'AssumeRoleTokenProviderNotSetError: assume role with MFA enabled, but AssumeRoleTokenProvider session option not set.',
  )
}

const sources = ['EcsContainer', 'Ec2InstanceMetadata', 'Environment']

function checkSource(source: string, containerUri: string): void {
  if (!sources.includes(source)) {
    throw new Refusal(
      'SharedConfigErr: credential source values must be EcsContainer, Ec2InstanceMetadata, or Environment',
    )
  }
  if (source !== 'EcsContainer' || containerUri !== '') return
  throw new Refusal(
    'SharedConfigErr: EcsContainer was specified as the credential_source, but ' +
      "'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' was not set",
  )
}

function isSso(profile: FirstProfile): boolean {
  return ssoKeys.some((key) => entryText(profile, key) !== '')
}

/** The keys that the session signs with, where they stand in the environment or in the profile itself. */
export function signingKeys({ environment }: Surroundings, profile: FirstProfile | undefined): KeyPair | undefined {
  const pair = environmentPair(environment)
  if (pair || !profile?.keys || profile.source || entryText(profile, 'role_arn') !== '') return pair
  const { accessKeyId, secretAccessKey, sessionToken, file, line } = profile.keys
  const candidate = (value: string) => ({
    value,
    origin: { kind: 'profile', profile: profile.name, file, line } as const,
    rule: 'profile-keys' as const,
  })
  return {
    accessKey: candidate(accessKeyId),
    secretKey: candidate(secretAccessKey),
    sessionToken: sessionToken === '' ? undefined : candidate(sessionToken),
  }
}

/** Whether the session finds something to sign a request with. */
export function canSign(surroundings: Surroundings, profile: FirstProfile | undefined): boolean {
  const { environment } = surroundings
  if (environmentPair(environment)) return true
  const tokenFile = environment.read(tokenFileName)
  if (tokenFile !== '') {
    return webIdentityFailure(surroundings, { tokenFile, role: environment.read(roleName) }) === undefined
  }
  return profile ? profileCanSign(surroundings, profile) : remoteCanSign(surroundings)
}

function profileCanSign(surroundings: Surroundings, profile: FirstProfile): boolean {
  if (profile.source) return profileCanSign(surroundings, profile.source)
  if (profile.keys) return true
  const source = entryText(profile, 'credential_source')
  if (source === 'Environment') return environmentPair(surroundings.environment) !== undefined
  if (source !== '') return remoteCanSign(surroundings)
  const tokenFile = entryText(profile, 'web_identity_token_file')
  if (tokenFile !== '') {
    return webIdentityFailure(surroundings, { tokenFile, role: entryText(profile, 'role_arn') }) === undefined
  }
  const isElsewhere = isSso(profile) || entryText(profile, 'credential_process') !== ''
  return isElsewhere || remoteCanSign(surroundings)
}

function remoteCanSign(surroundings: Surroundings): boolean {
  const { environment, metadata, containerAnswers } = surroundings
  const full = environment.read(fullUriName)
  const isServed = containerAnswers && unreadableTokenFile(surroundings) === undefined
  if (full !== '') return isServed && addressRefusal(full) === undefined
  if (environment.read(relativeUriName) !== '') return isServed && misspeltHost(surroundings) === undefined
  return !isMetadataDisabled(surroundings) && metadata !== 'unreachable' && Boolean(metadata.role)
}
