/** Credentials of an assumed role, with another's credentials or with a web identity token, through the SDK's providers. */
import { readFile } from 'node:fs/promises'
import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
import type { CredentialSource } from '../../shared/domain/chain-reason.ts'
import type { ChainLink } from '../../shared/domain/identity.ts'
import { clientSettings } from './client-settings.ts'
import { endpointOf } from './connection-settings.ts'
import { diagnoseAwsError } from './diagnose.ts'
import type { RoleToAssume } from './profile-source.ts'
import { type AwsCredentials, failureReason, type ResolutionContext } from './resolution.ts'

type Origin = NonNullable<ChainLink['origin']>

export interface WebIdentity {
  roleArn: string
  tokenFile: string
  sessionName?: string
}

/** Assumes a role. The MFA code, where the role wants one, has been asked for before. */
export async function assumedRole(
  role: RoleToAssume,
  base: AwsCredentials,
  origin: Origin,
  context: ResolutionContext,
): Promise<AwsCredentials> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
  const { mfaCode } = context
  const provider = fromTemporaryCredentials({
    masterCredentials: base,
    params: {
      RoleArn: role.arn,
      RoleSessionName: role.sessionName ?? sessionName(context),
      DurationSeconds: role.durationSeconds ?? 3600,
      ...(role.externalId && { ExternalId: role.externalId }),
      ...(role.mfaSerial && { SerialNumber: role.mfaSerial }),
    },
    ...(mfaCode && { mfaCodeProvider: async () => mfaCode }),
    clientConfig: stsSettings(context, role.region),
  })
  return traced('assume-role', 'AssumeRole', role.arn, origin, context, () => provider())
}

/** Assumes a role with the token of a file. */
export async function webIdentityRole(
  identity: WebIdentity,
  origin: Origin,
  context: ResolutionContext,
): Promise<AwsCredentials> {
  const token = await readToken(identity.tokenFile, origin, context)
  return webIdentityCredentials({ ...identity, token }, origin, context)
}

/** Assumes a role with a token that is at hand. */
export async function webIdentityCredentials(
  identity: Omit<WebIdentity, 'tokenFile'> & { token: string },
  origin: Origin,
  context: ResolutionContext,
): Promise<AwsCredentials> {
  const { fromWebToken } = await import('@aws-sdk/credential-providers')
  const provider = fromWebToken({
    roleArn: identity.roleArn,
    webIdentityToken: identity.token,
    roleSessionName: identity.sessionName ?? sessionName(context),
    clientConfig: stsSettings(context),
    parentClientConfig: { region: context.region },
  })
  return traced('web-identity', 'AssumeRoleWithWebIdentity', identity.roleArn, origin, context, () => provider())
}

async function traced(
  link: CredentialSource,
  operation: string,
  roleArn: string,
  origin: Origin,
  context: ResolutionContext,
  provide: () => Promise<AwsCredentials>,
): Promise<AwsCredentials> {
  try {
    const identity = await provide()
    context.trace.used(link, 'found', origin)
    return identity
  } catch (error) {
    const { region } = context
    const endpoint = stsEndpointOf(context)
    const evidence: Evidence = {
      roleArn,
      region,
      ...(endpoint && { endpoint }),
      ...(origin.profile && { profile: origin.profile }),
    }
    const diagnosed = isIncomplete(error)
      ? new DiagnosedError('endpoint-not-kms', { operation, ...evidence, reason: 'answer-incomplete' })
      : diagnoseAwsError(error, { operation, evidence, now: context.world.clock.now() })
    context.trace.failed(link, failureReason(diagnosed), origin)
    throw diagnosed
  }
}

/** The providers' own error for an answer without credentials. Refusals of the service have names and metadata. */
function isIncomplete(error: unknown): boolean {
  if (!(error instanceof Error) || '$metadata' in error || 'code' in error) return false
  return error.name === 'CredentialsProviderError' || error.name === 'Error'
}

async function readToken(file: string, origin: Origin, { trace }: ResolutionContext): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    trace.failed('web-identity', 'web-identity-token-unreadable', origin)
    const systemCode = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new DiagnosedError('file-unreadable', { file, systemCode, reason: 'web-identity-token' }, { cause: error })
  }
}

function stsSettings(context: ResolutionContext, roleRegion?: string) {
  const { world, region, handler, isSelfContained = false } = context
  const endpoint = stsEndpointOf(context)
  const { userAgentApp } = world
  return clientSettings({ region: roleRegion ?? region, endpoint, handler, userAgentApp, isSelfContained })
}

const stsEndpointOf = ({ world, files, profile }: ResolutionContext) =>
  endpointOf('sts', world.environment, files, profile)

function sessionName({ world }: ResolutionContext): string {
  return `${world.userAgentApp}-${world.clock.now().getTime()}`
}
