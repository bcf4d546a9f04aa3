/**
 * The profiles and sso-sessions of this machine as the page may see them: kinds, regions and findings, no values that
 * could be secret.
 */
import type { IdentityList, Profile, ProfileKind, SsoSession } from '../../shared/domain/identity.ts'
import { credentialEntries, type ProfileSource, profileSource } from './profile-source.ts'
import type { AwsFiles, FileSection } from './shared-files.ts'

/** Describes every profile and sso-session that the files declare, in the order of the files. */
export function describeAwsFiles(files: AwsFiles): IdentityList {
  return {
    profiles: [...files.profiles.values()].map((section) => describeProfile(files, section)),
    ssoSessions: [...files.ssoSessions.values()].map(describeSession),
    files: files.files,
  }
}

function describeProfile(files: AwsFiles, section: FileSection): Profile {
  const source = profileSource(files, section.name)
  const region = section.text('region')
  const roleArn = section.text('role_arn')
  const ssoSession = section.text('sso_session')
  return {
    name: section.name,
    kind: source ? kindOf(source) : 'incomplete',
    ...(region && { region }),
    ...(roleArn && { roleArn }),
    ...(ssoSession && { ssoSession }),
    needsMfa: needsMfa(source),
    problems: [...section.problems, ...problemsOf(source, section)],
  }
}

function kindOf(source: ProfileSource): ProfileKind {
  switch (source.kind) {
    case 'static':
    case 'web-identity':
    case 'process':
    case 'sso':
    case 'login':
      return source.kind
    case 'assume-role':
      return source.base.kind === 'named' && source.base.source === 'EcsContainer' ? 'container' : 'assume-role'
    case 'named':
      return source.source === 'EcsContainer' ? 'container' : 'incomplete'
    case 'invalid':
      return 'incomplete'
  }
}

/** Whether any role on the way to the credentials asks for a code. */
export function needsMfa(source: ProfileSource | undefined): boolean {
  if (source?.kind !== 'assume-role') return false
  return source.role.mfaSerial !== undefined || needsMfa(source.base)
}

function problemsOf(source: ProfileSource | undefined, section: FileSection): Profile['problems'] {
  if (source?.kind !== 'invalid') return []
  const { reason, place } = source
  // A profile may well hold nothing but a region; only a started and unfinished one is wrong.
  const started = credentialEntries.some((entry) => section.has(entry))
  const severity = started ? 'error' : 'info'
  return [{ code: reason, severity, line: place.line, evidence: { profile: place.profile, file: place.file } }]
}

function describeSession(section: FileSection): SsoSession {
  const region = section.text('sso_region')
  const startUrl = section.text('sso_start_url')
  return { name: section.name, ...(region && { region }), ...(startUrl && { startUrl }) }
}
