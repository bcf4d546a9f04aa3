/**
 * A credential chain as an ordered list of links. Each link says what it would sign with, or why it has nothing; the first that
 * has something is used, and the trace tells what every other one did.
 */
import type {
  CredentialOutcome,
  CredentialStep,
  EffectiveCredential,
  EffectiveLink,
  EffectiveReason,
  PlainOrigin,
} from '../../../shared/domain/effective-configuration.ts'
import type { Candidate } from './candidate.ts'
import type { KeyPair } from './environment-pair.ts'
import type { Server } from './server.ts'

/** What a link signs with. Keys are known for some links only; a role stands for credentials that STS hands out. */
export interface Pick {
  outcome: CredentialOutcome
  origin: PlainOrigin
  keys?: KeyPair | undefined
  role?: string
  /** How STS is asked for the role's credentials, where the server's own files and environment tell. */
  assume?: Assumption
  sessionToken: boolean
}

/** A role with what proves the right to it: another's keys, or a token. */
export interface Assumption {
  roleArn: string
  sessionName?: string
  externalId?: string
  keys?: KeyPair
  token?: string
}

export interface Skip {
  reason: EffectiveReason
  outcome: 'skipped' | 'failed'
  origin?: PlainOrigin
}

export interface ChainLink {
  link: EffectiveLink
  ask(server: Server): Pick | Skip
}

export interface Chain {
  pick: Pick | undefined
  steps: CredentialStep[]
}

export function askChain(links: readonly ChainLink[], server: Server): Chain {
  const steps: CredentialStep[] = []
  let pick: Pick | undefined
  for (const { link, ask } of links) {
    const answer = ask(server)
    if ('sessionToken' in answer) {
      steps.push(pick ? step(link, 'skipped', 'outranked', answer.origin) : step(link, 'used', 'found', answer.origin))
      pick ??= answer
    } else {
      steps.push(step(link, pick ? 'skipped' : answer.outcome, answer.reason, answer.origin))
    }
  }
  return { pick, steps }
}

export function step(
  link: EffectiveLink,
  outcome: CredentialStep['outcome'],
  reason: EffectiveReason,
  origin?: PlainOrigin,
): CredentialStep {
  return { link, outcome, reason, ...(origin ? { origin } : {}) }
}

export function skipped(reason: EffectiveReason, origin?: PlainOrigin): Skip {
  return { reason, outcome: 'skipped', ...(origin ? { origin } : {}) }
}

export function failed(reason: EffectiveReason, origin?: PlainOrigin): Skip {
  return { reason, outcome: 'failed', ...(origin ? { origin } : {}) }
}

/** A pick of a whole key pair. */
export function picked(outcome: CredentialOutcome, keys: KeyPair): Pick {
  return { outcome, origin: keys.accessKey.origin, keys, sessionToken: keys.sessionToken !== undefined }
}

/** The credential as it is shown: ids and names, no secrets. */
export function shownCredential({ pick, steps }: Chain, failed: boolean): EffectiveCredential {
  if (!pick) return { outcome: failed ? 'error' : 'none', sessionToken: false, trace: steps }
  const { outcome, keys, role, sessionToken } = pick
  return {
    outcome,
    ...(keys ? { accessKeyId: keys.accessKey.value } : {}),
    ...(role === undefined ? {} : { role }),
    sessionToken,
    trace: steps,
  }
}

/** The name of a role as its ARN ends. */
export function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** A value of the stanza as a candidate; its origin may be one of several. */
export function plainOrigin(
  origin: Candidate['origin'] | { kind: 'ambiguous'; candidates: { origin: PlainOrigin }[] },
): PlainOrigin {
  if (origin.kind !== 'ambiguous') return origin
  return origin.candidates[0]?.origin ?? { kind: 'not-set' }
}
