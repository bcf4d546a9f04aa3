/**
 * The credentials of a connection: one profile, or the chain of this process's environment. Each link is one of the SDK's
 * single providers, asked in the SDK's order and recorded with what it did, because the SDK's own chain keeps only its
 * last and wordless reason. One rule is stricter than the SDK's: what a user configured and cannot be had ends the chain,
 * since going on would silently act as somebody else.
 */
import { DiagnosedError, type DiagnosisCode } from '../../shared/diagnosis.ts'
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import { ChainTrace, profileOrigin, variableOrigin } from './chain-trace.ts'
import type { RemoteConnection } from './connection-settings.ts'
import {
  containerCredentials,
  environmentPair,
  hasEnvironmentPair,
  instanceCredentials,
  namesContainer,
} from './machine-credentials.ts'
import { processCredentials } from './process-credentials.ts'
import { needsMfa } from './profile-list.ts'
import { type ProfileSource, profileSource } from './profile-source.ts'
import type { AwsCredentials, ObtainedCredentials, ResolutionContext, ResolvedCredentials } from './resolution.ts'
import { withTrace } from './resolution.ts'
import { assumedRole, webIdentityRole } from './role-credentials.ts'
import type { AwsFiles } from './shared-files.ts'
import { loginCredentials, ssoCredentials } from './sign-in-credentials.ts'
import { type Environment, variable } from './world.ts'

/** Throws `profile-not-found` where a connection names a profile that no file declares, before anything else is asked. */
export function requireProfile(connection: RemoteConnection, environment: Environment, files: AwsFiles): void {
  const profile = connection.kind === 'profile' ? connection.profile : variable(environment, 'AWS_PROFILE')
  if (profile === undefined || files.profiles.has(profile)) return
  const trace = new ChainTrace()
  if (connection.kind === 'environment') hiddenByProfile(environment, trace)
  throw withTrace(profileNotFound({ files, profile, trace }, connection.kind), trace)
}

/** Obtains the credentials of `context.profile`, or throws the diagnosis of why there are none, trace included. */
export function resolveProfile(context: ResolutionContext): Promise<ResolvedCredentials> {
  return resolved(context, async () => {
    const source = profileSource(context.files, context.profile)
    if (!source) throw profileNotFound(context, 'profile')
    return fromProfile(source, context)
  })
}

/** Obtains the credentials of this process's environment, as the SDK's default chain would. */
export function resolveEnvironment(context: ResolutionContext): Promise<ResolvedCredentials> {
  return resolved(context, async () => {
    const found =
      fromVariables(context) ??
      (await fromSelectedProfile(context)) ??
      (await fromWebIdentityVariables(context)) ??
      (await fromMachine(context))
    if (!found) throw new DiagnosedError('no-credentials', { region: context.region })
    return found
  })
}

async function resolved(
  context: ResolutionContext,
  obtain: () => Promise<ObtainedCredentials>,
): Promise<ResolvedCredentials> {
  try {
    const obtained = await obtain()
    return { ...obtained, trace: context.trace.links() }
  } catch (error) {
    throw withTrace(error, context.trace)
  }
}

function fromVariables({ world, trace }: ResolutionContext): ObtainedCredentials | undefined {
  const { environment } = world
  if (variable(environment, 'AWS_PROFILE')) {
    hiddenByProfile(environment, trace)
    return undefined
  }
  const identity = environmentPair(environment, trace)
  return identity && { identity, source: 'environment' }
}

function hiddenByProfile(environment: Environment, trace: ChainTrace): void {
  const reason = hasEnvironmentPair(environment) ? 'shadowed-by-profile' : 'not-set'
  trace.skipped('environment', reason, variableOrigin('AWS_PROFILE'))
}

/** The profile of AWS_PROFILE, which must exist, or the one called default, which may hold nothing. */
async function fromSelectedProfile(context: ResolutionContext): Promise<ObtainedCredentials | undefined> {
  const { files, profile, trace, world } = context
  const source = profileSource(files, profile)
  if (!source && variable(world.environment, 'AWS_PROFILE')) throw profileNotFound(context, 'environment')
  if (!source) {
    trace.skipped('profile', 'profile-not-found', { kind: 'profile', profile })
    return undefined
  }
  if (source.kind === 'invalid' && source.reason === 'no-credentials-in-profile') {
    trace.skipped('profile', source.reason, profileOrigin(source.place))
    return undefined
  }
  return fromProfile(source, context)
}

async function fromWebIdentityVariables(context: ResolutionContext): Promise<ObtainedCredentials | undefined> {
  const { environment } = context.world
  const tokenFile = variable(environment, 'AWS_WEB_IDENTITY_TOKEN_FILE')
  const roleArn = variable(environment, 'AWS_ROLE_ARN')
  if (!tokenFile || !roleArn) {
    const reason = tokenFile ? 'role-arn-missing' : roleArn ? 'web-identity-token-file-missing' : 'not-set'
    context.trace.skipped('web-identity', reason)
    return undefined
  }
  const sessionName = variable(environment, 'AWS_ROLE_SESSION_NAME')
  const origin = variableOrigin('AWS_WEB_IDENTITY_TOKEN_FILE')
  const identity = await webIdentityRole({ roleArn, tokenFile, ...(sessionName && { sessionName }) }, origin, context)
  return { identity, source: 'web-identity' }
}

async function fromMachine({ world, trace }: ResolutionContext): Promise<ObtainedCredentials | undefined> {
  const container = await containerCredentials(world.environment, trace)
  if (container) return { identity: container, source: 'container' }
  if (namesContainer(world.environment)) return undefined
  const instance = await instanceCredentials(world.environment, trace)
  return instance && { identity: instance, source: 'instance' }
}

/** A code cannot be asked for in mid-chain, so its absence is told before anything is sent. */
async function fromProfile(source: ProfileSource, context: ResolutionContext): Promise<ObtainedCredentials> {
  if (needsMfa(source) && !context.mfaCode) {
    context.trace.failed('assume-role', 'mfa-code-needed', profileOrigin(source.place))
    throw new DiagnosedError('mfa-required', { profile: context.profile, ...roleEvidence(source) })
  }
  return obtain(source, context)
}

function roleEvidence(source: ProfileSource): { roleArn?: string } {
  return source.kind === 'assume-role' ? { roleArn: source.role.arn } : {}
}

async function obtain(source: ProfileSource, context: ResolutionContext): Promise<ObtainedCredentials> {
  const origin = profileOrigin(source.place)
  switch (source.kind) {
    case 'static':
      context.trace.used('static', 'found', origin)
      return { identity: staticIdentity(source), source: 'static' }
    case 'assume-role': {
      const base = await obtain(source.base, context)
      return { identity: await assumedRole(source.role, base.identity, origin, context), source: 'assume-role' }
    }
    case 'named':
      return fromNamedSource(source, context)
    case 'web-identity':
      return { identity: await webIdentityRole(source, origin, context), source: 'web-identity' }
    case 'process':
      return { identity: await fromProcess(source, context), source: 'process' }
    case 'sso':
      return { identity: await ssoCredentials(source, context), source: 'sso' }
    case 'login':
      return { identity: await loginCredentials(source, context), source: 'login' }
    case 'invalid':
      throw invalidProfile(source, context)
  }
}

function staticIdentity(source: Extract<ProfileSource, { kind: 'static' }>): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = source
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  }
}

async function fromNamedSource(
  { source, place }: Extract<ProfileSource, { kind: 'named' }>,
  context: ResolutionContext,
): Promise<ObtainedCredentials> {
  const { world, trace } = context
  const found = await namedCredentials()
  if (found) return found
  throw new DiagnosedError('no-credentials', { profile: place.profile, file: place.file, line: place.line, source })

  async function namedCredentials(): Promise<ObtainedCredentials | undefined> {
    switch (source) {
      case 'Environment': {
        const identity = environmentPair(world.environment, trace)
        return identity && { identity, source: 'environment' }
      }
      case 'EcsContainer': {
        const identity = await containerCredentials(world.environment, trace)
        return identity && { identity, source: 'container' }
      }
      case 'Ec2InstanceMetadata': {
        const identity = await instanceCredentials(world.environment, trace)
        return identity && { identity, source: 'instance' }
      }
    }
  }
}

async function fromProcess(
  { command, place }: Extract<ProfileSource, { kind: 'process' }>,
  { world, trace }: ResolutionContext,
): Promise<AwsCredentials> {
  const outcome = await processCredentials(command, world.environment, world.clock.now())
  if (outcome.ok) {
    trace.used('process', 'found', profileOrigin(place))
    return outcome.identity
  }
  const { reason, exitCode } = outcome
  trace.failed('process', reason, profileOrigin(place))
  const code = reason === 'process-credentials-expired' ? 'credentials-expired' : 'credential-process-failed'
  const { profile, file, line } = place
  // The exit code of a process is a system's code as good as any; there is no text of the process to quote.
  const systemCode = exitCode === undefined ? {} : { systemCode: `exit ${exitCode}` }
  throw new DiagnosedError(code, { profile, file, line, source: 'process', reason, ...systemCode })
}

function profileNotFound(
  { files, profile, trace }: Pick<ResolutionContext, 'files' | 'profile' | 'trace'>,
  namedBy: RemoteConnection['kind'],
): DiagnosedError {
  trace.failed('profile', 'profile-not-found', { kind: 'profile', profile })
  const source = namedBy === 'environment' ? { source: namedBy } : {}
  return new DiagnosedError('profile-not-found', { profile, file: files.paths.config, ...source })
}

function invalidProfile(
  { reason, place }: Extract<ProfileSource, { kind: 'invalid' }>,
  { trace }: ResolutionContext,
): DiagnosedError {
  trace.failed('profile', reason, profileOrigin(place))
  const { profile, file, line } = place
  return new DiagnosedError(invalidCodes[reason] ?? 'profile-invalid', { profile, file, line, reason })
}

const invalidCodes: Partial<Record<ChainReason, DiagnosisCode>> = { 'no-credentials-in-profile': 'no-credentials' }
