/**
 * One call to AWS as one connection: credentials first, then the request, then whatever went wrong as a diagnosis that
 * says who asked, where, and about what. It knows no operation by itself.
 */
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Evidence } from '../../shared/diagnosis.ts'
import type { AnyConnection } from '../../shared/domain/connection.ts'
import type { CallOptions, Clock } from '../seal/ports.ts'
import { abortError, stopIfAborted, unlessAborted } from './abort.ts'
import { diagnoseAwsError } from './diagnose.ts'
import type { ResolvedCredentials } from './resolution.ts'
import { observed } from './witness.ts'

export interface CallerSettings {
  connection: AnyConnection
  region: string
  /** The configured endpoint of KMS and of STS; undefined for AWS's own. */
  kmsEndpoint: string | undefined
  stsEndpoint: string | undefined
  credentials: () => Promise<ResolvedCredentials>
  clock: Clock
  /** Who STS said that credentials are, for every session that uses them: failures name who asked. */
  callers: WeakMap<ResolvedCredentials, string>
}

export interface AwsCall {
  operation: string
  service: 'kms' | 'sts'
  keyReference?: string
}

/** Makes calls with the facts of one connection at hand. */
export class AwsCaller {
  readonly settings: CallerSettings
  /** The endpoints that requests really went to, which only the SDK knows where none is configured. */
  readonly #reached: Partial<Record<AwsCall['service'], string>> = {}

  constructor(settings: CallerSettings) {
    this.settings = settings
  }

  /** The credentials of the connection. An abort ends the wait only: others may wait for the same. */
  credentials(signal?: AbortSignal): Promise<ResolvedCredentials> {
    return unlessAborted(this.settings.credentials(), signal)
  }

  /** A handler that remembers where it sends, for the evidence of failures. */
  watching(service: AwsCall['service'], handler: NodeHttpHandler): NodeHttpHandler {
    return observed(handler, (endpoint) => {
      this.#reached[service] = endpoint
    })
  }

  /** Runs `send` and answers what it answers; throws a diagnosis, or `AbortError` when the signal is aborted. */
  async call<T>(
    call: AwsCall,
    { signal }: CallOptions,
    send: (request: { abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    stopIfAborted(signal)
    let resolved: ResolvedCredentials | undefined
    try {
      resolved = await this.credentials(signal)
      return await send(signal ? { abortSignal: signal } : {})
    } catch (error) {
      if (signal?.aborted) throw abortError()
      throw diagnoseAwsError(error, {
        operation: call.operation,
        sandbox: this.#isSandbox(call),
        evidence: this.#evidence(call, resolved),
        now: this.settings.clock.now(),
      })
    }
  }

  #isSandbox({ service }: AwsCall): boolean {
    const { connection, kmsEndpoint, stsEndpoint } = this.settings
    // A seal may name another endpoint: that one not answering says nothing about the sandbox.
    return connection.kind === 'sandbox' && (service === 'sts' || kmsEndpoint === stsEndpoint)
  }

  #evidence(call: AwsCall, resolved: ResolvedCredentials | undefined): Evidence {
    const { connection, region, kmsEndpoint, stsEndpoint } = this.settings
    const endpoint = (call.service === 'kms' ? kmsEndpoint : stsEndpoint) ?? this.#reached[call.service]
    const callerArn = resolved && this.settings.callers.get(resolved)
    return {
      region,
      ...(connection.kind === 'profile' && { profile: connection.profile }),
      // Without credentials nothing was sent there: what failed to get them says where it was.
      ...(resolved && endpoint !== undefined && { endpoint }),
      ...(call.keyReference !== undefined && { keyReference: call.keyReference }),
      ...(callerArn !== undefined && { callerArn }),
      ...(resolved && { source: resolved.source, trace: resolved.trace }),
    }
  }
}
