/**
 * What the adapters need from the process around them. `main.ts` and `headless.ts` fill it, tests give their own; nothing
 * in this folder reads `process.env` or the home directory by itself. What the SDK reads on its own (single sign-on and
 * login caches, instance metadata settings) comes from the process, so in the app both are the same.
 */

import type { HostQuestion } from '../../shared/domain/host-question.ts'
import type { Absence } from '../../shared/domain/server-environment.ts'
import type { CallOptions, Clock, ServerPrincipal } from '../seal/ports.ts'
import type { Secret } from '../seal/secret.ts'

export type Environment = Record<string, string | undefined>

/** How to reach the sandbox KMS as its owner. */
export interface SandboxAccess {
  endpoint: string
  region: string
  accessKeyId: string
  secretAccessKey: Secret
}

/** A server whose principal can be used from here, or the reason why not. */
export interface KnownServer {
  principal: ServerPrincipal | Absence
  region?: string
  /** Where its KMS and its STS are said to be; absent for AWS's own. */
  endpoint?: string
  stsEndpoint?: string
  /** Where AWS has them in a region, FIPS and dual-stack as the server has it. */
  ownEndpoints(region: string): { kms: string; sts: string }
}

export interface AwsWorld {
  environment: Environment
  home: string
  /** Answers the running sandbox, or throws the diagnosis that says why there is none. */
  sandbox: () => Promise<SandboxAccess>
  /** What is known under a handle of the server whose principal is to be used; undefined for a handle that is not known. */
  server?: (handle: string) => Promise<KnownServer | undefined>
  /** The proxy for a URL, undefined for a direct connection. Absent: HTTPS_PROXY, HTTP_PROXY and NO_PROXY decide. */
  proxyFor?: (url: string) => Promise<string | undefined>
  /** The endpoint of the sandbox where it runs already. Absent: no endpoint is known to be its. */
  sandboxEndpoint?: () => string | undefined
  /** Whether a server's requests may go to origins that are neither AWS's nor the sandbox's. Absent: they may. */
  allowHost?: (question: HostQuestion, options?: CallOptions) => Promise<boolean>
  clock: Clock
  /** The application id in the user agent of every request. */
  userAgentApp: string
}

/** A variable's value; blank counts as not set, as the SDK has it. */
export function variable(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined
}
