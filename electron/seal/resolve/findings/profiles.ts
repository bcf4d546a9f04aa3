/** Findings about the AWS files of a server and the profiles in them. */

import { fileProfile } from '../first-sdk/credentials.ts'
import { readFile } from '../first-sdk/ini.ts'
import { readIni as readLines } from '../second-sdk/ini.ts'
import { credentialsFileName, defaultConfigFile, defaultCredentialsFile } from '../surroundings.ts'
import { type SealRule, type Subject, stops, warns } from './finding.ts'

const defaultName = 'AWS_DEFAULT_PROFILE'

const namedTwice: SealRule = (subject) => {
  const [inEnvironment, inStanza] = [subject.environment.read('AWS_PROFILE'), subject.text('shared_creds_profile')]
  if (inEnvironment === '' || inStanza === '' || inEnvironment === inStanza) return []
  const key = 'shared_creds_profile'
  return [
    warns('profile-named-twice', { key, line: subject.line(key), evidence: { used: inEnvironment, unused: inStanza } }),
  ]
}

const missingProfile: SealRule = (subject) => {
  const profile = /failed to get shared config profile, (.*)$/s.exec(subject.error)?.[1]
  if (profile !== undefined) {
    if (isSecondLoad(subject))
      return [stops('profile-stops-second-load', { key: 'AWS_PROFILE', evidence: { profile } })]
    return isFatalDefault(subject, profile) ? [] : [stops('profile-not-found', { evidence: { profile } })]
  }
  const isNamed = subject.environment.read('AWS_PROFILE') !== '' || subject.text('shared_creds_profile') !== ''
  const isMissing = subject.seal.credential.trace.some(
    ({ link, reason }) => link === 'shared-credentials-file' && reason === 'profile-not-found',
  )
  return isNamed && isMissing
    ? [warns('profile-not-found', { evidence: { profile: fileProfile(subject.seal.server) } })]
    : []
}

/** HashiCorp's wrapper looks for the profile again, in the SDK's own files. */
function isSecondLoad({ error }: Subject): boolean {
  return error.startsWith('error initializing AWS KMS wrapping client: failed to get shared config profile')
}

function isFatalDefault(subject: Subject, profile: string): boolean {
  return profile === 'default' && subject.text('shared_creds_filename') === ''
}

const fatalDefault: SealRule = (subject) => {
  const profile = /failed to get shared config profile, (.*)$/s.exec(subject.error)?.[1]
  if (profile === undefined || isSecondLoad(subject) || !isFatalDefault(subject, profile)) return []
  const file = defaultCredentialsFile(subject.surroundings)
  return [stops('default-profile-fatal', { key: 'shared_creds_filename', suggestion: file, evidence: { file } })]
}

const unreadCredentials: SealRule = (subject) => {
  const file = defaultCredentialsFile(subject.surroundings)
  const isThere = subject.surroundings.disk.find(file).kind === 'file'
  if (!subject.isOnSecondSdk || subject.text('shared_creds_filename') !== '' || !isThere) return []
  const key = subject.environment.read(credentialsFileName) === '' ? undefined : credentialsFileName
  return [warns('credentials-file-not-read', { key, suggestion: 'shared_creds_filename', evidence: { file } })]
}

/** What a profile of the config file could sign with, if the first SDK looked at it. */
const credentialKeys = [
  'aws_access_key_id',
  'role_arn',
  'sso_session',
  'sso_start_url',
  'credential_process',
  'login_session',
]

const unreadConfig: SealRule = (subject) => {
  const { surroundings } = subject
  const file = defaultConfigFile(surroundings)
  const found = surroundings.disk.find(file)
  if (subject.isOnSecondSdk || found.kind !== 'file') return []
  const profile = fileProfile(subject.seal.server)
  const sections = readFile(found)
  const section = sections?.get(profile) ?? sections?.get(`profile ${profile}`)
  if (!section || !credentialKeys.some((key) => section.has(key))) return []
  return [warns('config-file-not-read', { evidence: { file, profile } })]
}

const hiddenEnvironment: SealRule = (subject) => {
  const isHidden = subject.seal.credential.trace.some(({ reason }) => reason === 'profile-wanted')
  const isNamed = subject.environment.read('AWS_PROFILE') !== '' || subject.text('shared_creds_profile') !== ''
  return isHidden && !isNamed ? [warns('default-profile-hides-environment', { evidence: { profile: 'default' } })] : []
}

const ignoredDefaultName: SealRule = (subject) => {
  const profile = subject.environment.read(defaultName)
  const isOutdone = subject.environment.read('AWS_PROFILE') !== '' || subject.text('shared_creds_profile') !== ''
  if (profile === '' || isOutdone || (subject.isOnSecondSdk && !hasDefault(subject))) return []
  return [warns('default-profile-name-ignored', { key: defaultName, suggestion: 'AWS_PROFILE', evidence: { profile } })]
}

/** The second SDK's wrapper prefers a profile `default` to the name. */
function hasDefault({ surroundings }: Subject): boolean {
  const found = surroundings.disk.find(defaultConfigFile(surroundings))
  const sections = found.kind === 'file' ? readLines(found.text, '') : undefined
  return ['default', 'profile default'].some((name) => sections?.has(name))
}

export const profileRules: readonly SealRule[] = [
  namedTwice,
  missingProfile,
  fatalDefault,
  unreadCredentials,
  unreadConfig,
  hiddenEnvironment,
  ignoredDefaultName,
]
