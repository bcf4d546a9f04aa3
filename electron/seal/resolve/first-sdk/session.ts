/**
 * A session of the first SDK: what the process's environment and AWS files mean to it, and with what it could sign. The
 * wrapper makes several, to find a region, to assume a role and to talk to KMS, and each can stop the start.
 */
import { environmentPair } from '../environment-pair.ts'
import { goBoolean } from '../go-text.ts'
import { Refusal } from '../refusal.ts'
import { defaultConfigFile, defaultCredentialsFile, type Surroundings } from '../surroundings.ts'
import { checkCertificates } from './certificates.ts'
import { checkEnvironment } from './environment-checks.ts'
import { entryText, type FirstProfile, loadFiles, loadProfile } from './profile.ts'
import { checkCredentials } from './session-credentials.ts'

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
  if (!options.hasCredentials) checkCredentials(surroundings, profile)
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
