/**
 * Credentials behind a sign-in that happened elsewhere: `aws sso login` and `aws login`. The cached token is looked at
 * first, so that "never signed in" and "signed in too long ago" are facts and not guesses; the SDK's providers do the rest.
 */
import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import { profileOrigin } from './chain-trace.ts'
import { clientSettings } from './client-settings.ts'
import { endpointOf } from './connection-settings.ts'
import { diagnoseAwsError } from './diagnose.ts'
import type { ProfileSource, SourcePlace } from './profile-source.ts'
import { type AwsCredentials, failureReason, type ResolutionContext } from './resolution.ts'
import { type CachedToken, cachedLoginToken, cachedSsoToken } from './token-cache.ts'
import { witnessed } from './witness.ts'

type SsoSource = Extract<ProfileSource, { kind: 'sso' }>
type LoginSource = Extract<ProfileSource, { kind: 'login' }>

/** Role credentials of a profile that signs in with IAM Identity Center. */
export async function ssoCredentials(source: SsoSource, context: ResolutionContext): Promise<AwsCredentials> {
  const { sso, place } = source
  const evidence: Evidence = {
    profile: place.profile,
    region: sso.region,
    ...(sso.session && { ssoSession: sso.session }),
  }
  const token = await cachedSsoToken(sso, context.world)
  const reason = ssoReasons[token.state]
  if (reason) throw failed('sso', 'sso-session-expired', reason, place, { ...evidence, file: token.file }, context)

  const { fromSSO } = await import('@aws-sdk/credential-providers')
  const endpoint = endpointOf('sso', context.world.environment, context.files, context.profile)
  return provided('sso', 'GetRoleCredentials', place, evidence, context, (handler) => {
    const settings = clientSettings({ region: sso.region, endpoint, handler, userAgentApp: context.world.userAgentApp })
    return fromSSO({ ...fileOptions(place, context), clientConfig: settings })()
  })
}

/** Credentials of a profile that signed in with `aws login`. */
export async function loginCredentials(source: LoginSource, context: ResolutionContext): Promise<AwsCredentials> {
  const { session, place } = source
  const evidence: Evidence = { profile: place.profile, region: context.region }
  const token = await cachedLoginToken(session, context.world)
  const reason = loginReasons[token.state]
  if (reason) throw failed('login', 'credentials-expired', reason, place, { ...evidence, file: token.file }, context)

  const { fromLoginCredentials } = await import('@aws-sdk/credential-providers')
  return provided('login', 'CreateOAuth2Token', place, evidence, context, (handler) => {
    const { region, world } = context
    const settings = clientSettings({ region, endpoint: undefined, handler, userAgentApp: world.userAgentApp })
    return fromLoginCredentials({ ...fileOptions(place, context), clientConfig: settings })()
  })
}

const ssoReasons: Partial<Record<CachedToken['state'], ChainReason>> = {
  absent: 'sso-token-absent',
  expired: 'sso-token-expired',
  malformed: 'sso-token-malformed',
}

const loginReasons: Partial<Record<CachedToken['state'], ChainReason>> = {
  absent: 'login-token-absent',
  expired: 'login-token-expired',
  malformed: 'login-token-absent',
}

/** The same files as we read, and never an older copy of them. */
function fileOptions({ profile }: SourcePlace, { files }: ResolutionContext) {
  return { profile, filepath: files.paths.credentials, configFilepath: files.paths.config, ignoreCache: true }
}

async function provided(
  link: 'sso' | 'login',
  operation: string,
  place: SourcePlace,
  evidence: Evidence,
  context: ResolutionContext,
  provide: (handler: ResolutionContext['handler']) => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  const witness = witnessed(context.handler)
  try {
    const identity = await provide(witness.handler)
    context.trace.used(link, 'found', profileOrigin(place))
    return identity
  } catch (_error) {
    const seen = witness.failure()
    const facts = { operation, evidence, now: context.world.clock.now() }
    if (!seen) throw failed(link, signInCode(link), endedReason(link), place, evidence, context)
    const diagnosed = refusedSignIn(link, diagnoseAwsError(seen, facts))
    context.trace.failed(link, traceReason(link, diagnosed), profileOrigin(place))
    throw diagnosed
  }
}

/** A 401 of these services means that the sign-in has ended; a 403 or 404 that the role is not ours. */
function refusedSignIn(link: 'sso' | 'login', error: unknown): unknown {
  if (!(error instanceof DiagnosedError)) return error
  const { code, evidence } = error.diagnosis
  if (evidence.httpStatus === 401 || (link === 'login' && evidence.httpStatus === 400))
    return new DiagnosedError(signInCode(link), { ...evidence, reason: endedReason(link) }, { cause: error })
  if (code === 'permission-denied' || evidence.httpStatus === 404)
    return new DiagnosedError('role-not-assumable', { ...evidence, reason: 'sso-role-refused' }, { cause: error })
  return error
}

function traceReason(link: 'sso' | 'login', error: unknown): ChainReason {
  const code = error instanceof DiagnosedError ? error.diagnosis.code : undefined
  if (code === signInCode(link)) return endedReason(link)
  return code === 'role-not-assumable' ? 'sso-role-refused' : failureReason(error)
}

function signInCode(link: 'sso' | 'login') {
  return link === 'sso' ? 'sso-session-expired' : 'credentials-expired'
}

function endedReason(link: 'sso' | 'login'): ChainReason {
  return link === 'sso' ? 'sso-token-expired' : 'login-token-expired'
}

function failed(
  link: 'sso' | 'login',
  code: 'sso-session-expired' | 'credentials-expired',
  reason: ChainReason,
  place: SourcePlace,
  evidence: Evidence,
  { trace }: ResolutionContext,
): DiagnosedError {
  trace.failed(link, reason, profileOrigin(place))
  return new DiagnosedError(code, { ...evidence, source: link, reason })
}
