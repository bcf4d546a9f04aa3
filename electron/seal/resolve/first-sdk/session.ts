/**
 * A session of the first SDK: what the process's environment and AWS files mean to it, and with what it could sign. The
 * wrapper makes several, to find a region, to assume a role and to talk to KMS, and each can stop the start.
 */
import { addressRefusal, fullUriName, relativeUriName, unreadableTokenFile } from '../container.ts'
import { environmentPair } from '../environment-pair.ts'
import { goBoolean } from '../go-text.ts'
import { isMetadataDisabled } from '../metadata.ts'
import { Refusal } from '../refusal.ts'
import { defaultConfigFile, defaultCredentialsFile, type Surroundings } from '../surroundings.ts'
import { checkCertificates } from './certificates.ts'
import { checkEnvironment } from './environment-checks.ts'
import { entryText, type FirstProfile, loadFiles, loadProfile } from './profile.ts'
import { webIdentityFailure } from './web-identity.ts'

export interface Session {
  profile: FirstProfile | undefined
  profileName: string
  /** The config file counts too. */
  isShared: boolean
}

export interface SessionOptions {
  /** Whether the config file is read whatever the environment says. */
  isShared?: true
  /** The caller brings credentials, so the session looks for none. */
  hasCredentials?: true
}

const loadConfigName = 'AWS_SDK_LOAD_CONFIG'
export const profileName = 'AWS_PROFILE'
export const defaultProfileName = 'AWS_DEFAULT_PROFILE'

/** Makes a session, or throws what the SDK says. */
export function newSession(surroundings: Surroundings, options: SessionOptions = {}): Session {
  const { environment } = surroundings
  const isShared = options.isShared ?? goBoolean(environment.read(loadConfigName)) ?? false
  try {
    checkEnvironment(environment)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(`failed to load ${options.isShared ? 'shared' : 'environment'} config, ${error.printed}`)
  }
  const name = environment.read(profileName) || (isShared ? environment.read(defaultProfileName) : '')
  const profile = profileOf(surroundings, { name, isShared, hasCredentials: options.hasCredentials ?? false })
  const session = { profile, profileName: name || 'default', isShared }
  if (!options.hasCredentials) checkCredentials(surroundings, session)
  checkCertificates(surroundings, (profile && entryText(profile, 'ca_bundle')) ?? '')
  return session
}

interface Wanted {
  name: string
  isShared: boolean
  hasCredentials: boolean
}

function profileOf(surroundings: Surroundings, { name, isShared, hasCredentials }: Wanted): FirstProfile | undefined {
  const paths = [...(isShared ? [defaultConfigFile(surroundings)] : []), defaultCredentialsFile(surroundings)]
  try {
    return loadProfile(name || 'default', loadFiles(paths, surroundings), isShared)
  } catch (error) {
    const isOptional = name === '' && !isShared && (hasCredentials || environmentPair(surroundings.environment))
    if (error instanceof Refusal && isOptional) return undefined
    throw error
  }
}

export const roleName = 'AWS_ROLE_ARN'
export const tokenFileName = 'AWS_WEB_IDENTITY_TOKEN_FILE'

/** What the SDK refuses when it looks for credentials, before any of them is fetched. */
function checkCredentials({ environment }: Surroundings, { profile }: Session): void {
  if (environmentPair(environment)) return
  if (environment.read(tokenFileName) === '') {
    if (profile) checkProfile(environment.read(relativeUriName), profile)
  } else if (environment.read(roleName) === '') {
    throw new Refusal('WebIdentityErr: role ARN is not set')
  }
}

const sources = ['EcsContainer', 'Ec2InstanceMetadata', 'Environment']

function checkProfile(containerUri: string, profile: FirstProfile): void {
  if (profile.source) checkProfile(containerUri, profile.source)
  const source = entryText(profile, 'credential_source')
  if (!profile.source && !profile.keys && source !== '') {
    if (!sources.includes(source)) {
      throw new Refusal(
        'SharedConfigErr: credential source values must be EcsContainer, Ec2InstanceMetadata, or Environment',
      )
    }
    if (source === 'EcsContainer' && containerUri === '') {
      throw new Refusal(
        'SharedConfigErr: EcsContainer was specified as the credential_source, but ' +
          "'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' was not set",
      )
    }
  }
  if (entryText(profile, 'role_arn') !== '' && entryText(profile, 'mfa_serial') !== '') {
    throw new Refusal(
      'AssumeRoleTokenProviderNotSetError: assume role with MFA enabled, but AssumeRoleTokenProvider session option not set.',
    )
  }
}

/** Whether the session finds something to sign a request with. */
export function canSign(surroundings: Surroundings, { profile }: Session): boolean {
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
  const isElsewhere = ['sso_session', 'sso_start_url', 'credential_process'].some(
    (key) => entryText(profile, key) !== '',
  )
  return isElsewhere || remoteCanSign(surroundings)
}

function remoteCanSign(surroundings: Surroundings): boolean {
  const { environment, metadata, containerAnswers } = surroundings
  const full = environment.read(fullUriName)
  const isServed = containerAnswers && unreadableTokenFile(surroundings) === undefined
  if (full !== '') return isServed && addressRefusal(full) === undefined
  if (environment.read(relativeUriName) !== '') return isServed
  return !isMetadataDisabled(surroundings) && metadata !== 'unreachable' && Boolean(metadata.role)
}
