/** What every provider of credentials in this folder is given and gives. */
import type { fromEnv } from '@aws-sdk/credential-providers'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { CredentialSource } from '../../shared/domain/chain-reason.ts'
import type { ChainLink } from '../../shared/domain/identity.ts'
import type { ChainTrace } from './chain-trace.ts'
import type { AwsFiles } from './shared-files.ts'
import type { AwsWorld } from './world.ts'

/** Credentials as the SDK's providers give them and its clients take them. */
export type AwsCredentials = Awaited<ReturnType<ReturnType<typeof fromEnv>>>

/** Credentials with the kind of their source. They stay inside this folder: nothing else may hold such an object. */
export interface ObtainedCredentials {
  identity: AwsCredentials
  source: CredentialSource
}

export interface ResolvedCredentials extends ObtainedCredentials {
  trace: ChainLink[]
}

/** Everything a provider may use. `region` is the connection's, for the STS calls that roles need. */
export interface ResolutionContext {
  world: AwsWorld
  files: AwsFiles
  profile: string
  region: string
  handler: NodeHttpHandler
  mfaCode?: string
  /** Whether the SDK takes nothing from this machine's environment and AWS files. */
  isSelfContained?: boolean
  trace: ChainTrace
}

/** Adds the record of the chain to a failure of it. */
export function withTrace(error: unknown, trace: ChainTrace): unknown {
  if (!(error instanceof DiagnosedError)) return error
  const { code, retry, evidence } = error.diagnosis
  return new DiagnosedError(code, { ...evidence, trace: trace.links() }, { retry, cause: error })
}

/** Whether a service refused or was never reached, for the record of the chain. */
export function failureReason(error: unknown): 'unreachable' | 'refused' {
  const code = error instanceof DiagnosedError ? error.diagnosis.code : undefined
  return code === 'endpoint-unreachable' || code === 'tls-untrusted' || code === 'endpoint-not-kms'
    ? 'unreachable'
    : 'refused'
}
