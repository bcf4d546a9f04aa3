import type { SandboxFaultEffect, SandboxFaultRequest } from '../../../shared/domain/sandbox-kms.ts'
import { millisecondsText } from './sandbox-words.ts'

export type FaultKind = SandboxFaultEffect['kind']

/** What each kind is called, and what a caller meets. */
export const faultKinds: Record<FaultKind, { name: string; meets: string }> = {
  throttle: {
    name: 'Throttling',
    meets: 'ThrottlingException, HTTP 400. An SDK repeats such a call with pauses, usually twice.',
  },
  'server-error': {
    name: 'Service failure',
    meets: 'The service’s own fault, HTTP 500 or 503. An SDK repeats such a call, usually twice.',
  },
  quota: { name: 'Quota reached', meets: 'LimitExceededException, HTTP 400. Nothing is repeated.' },
  deny: {
    name: 'Denial',
    meets:
      'AccessDeniedException, HTTP 400, with principal and action, as an explicit deny in the principal’s policy gives.',
  },
  latency: { name: 'Late answer', meets: 'The right answer, later.' },
  reset: {
    name: 'Broken connection',
    meets: 'No answer: the connection breaks before or after the call was carried out.',
  },
  truncate: { name: 'Answer cut off', meets: 'Half of the answer. The call was carried out.' },
}

/** A fault’s effect with what is particular to it. */
function effectText(effect: SandboxFaultEffect): string {
  const { name } = faultKinds[effect.kind]
  switch (effect.kind) {
    case 'server-error':
      return `${name}, HTTP ${effect.status ?? 500}`
    case 'latency':
      return `${name}, by ${millisecondsText(effect.milliseconds)}`
    case 'reset':
      return `${name}, ${effect.moment} the call`
    default:
      return name
  }
}

/** One fault in words: what happens, where, to whom. */
export function faultText({ effect, operations, principal }: SandboxFaultRequest): string {
  return `${effectText(effect)}: ${operations?.join(', ') ?? 'all operations'}, ${principal ?? 'everyone'}`
}
