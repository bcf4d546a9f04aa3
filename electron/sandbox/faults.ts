/**
 * Faults on request: what a network, a busy service or a changed permission would do to the next calls. They live in
 * memory only; a restart is free of them.
 */
import { randomUUID } from 'node:crypto'
import type { Caller } from './model/principal.ts'
import { ServiceError } from './service-error.ts'

export type FaultEffect =
  | { readonly kind: 'throttle' }
  /** The service's own failure. 503 is the one that says it is overloaded. */
  | { readonly kind: 'server-error'; readonly status?: 500 | 503 }
  | { readonly kind: 'quota' }
  | { readonly kind: 'deny' }
  /** The answer comes so much later. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** The connection breaks, before anything was done or (the answer is lost) after. */
  | { readonly kind: 'reset'; readonly moment: 'before' | 'after' }
  /** The deed is done and half of the answer arrives. */
  | { readonly kind: 'truncate' }

export interface FaultRequest {
  readonly effect: FaultEffect
  /** Names of KMS operations and STS actions; absent: all. */
  readonly operations?: readonly string[]
  /** Name or ARN of a principal, a role, or one of its sessions; absent: everyone. */
  readonly principal?: string
  /** For so many calls; absent: until it is taken away. */
  readonly times?: number
}

export interface Fault extends FaultRequest {
  readonly id: string
}

/** What is left of the effects on one call, in the order in which they happen. */
export interface CallFaults {
  readonly latency: number
  readonly refusal: ServiceError | undefined
  readonly connection: 'reset-before' | 'reset-after' | 'truncate' | undefined
}

export class Faults {
  readonly #faults = new Map<string, Fault>()

  add(request: FaultRequest): Fault {
    const fault = { ...request, id: randomUUID() }
    this.#faults.set(fault.id, fault)
    return fault
  }

  list(): Fault[] {
    return [...this.#faults.values()]
  }

  /** Takes away one fault, or all. */
  clear(id?: string): void {
    if (id === undefined) this.#faults.clear()
    else this.#faults.delete(id)
  }

  /** The faults of a call by its operation and who makes it; each counts as one of their times. */
  take(operation: string, service: 'kms' | 'sts', caller: Caller | undefined): CallFaults {
    let faults: CallFaults = { latency: 0, refusal: undefined, connection: undefined }
    if (this.#faults.size === 0) return faults
    for (const fault of this.#faults.values()) {
      if (!isMeant(fault, operation, caller)) continue
      this.#count(fault)
      faults = withEffect(faults, fault.effect, `${service}:${operation}`, caller)
    }
    return faults
  }

  #count(fault: Fault): void {
    if (fault.times === undefined) return
    if (fault.times > 1) this.#faults.set(fault.id, { ...fault, times: fault.times - 1 })
    else this.#faults.delete(fault.id)
  }
}

function isMeant({ operations, principal }: Fault, operation: string, caller: Caller | undefined): boolean {
  if (operations && !operations.includes(operation)) return false
  if (principal === undefined) return true
  if (!caller) return false
  return [caller.name, caller.arn, caller.principalArn, caller.name.split('/')[0]].includes(principal)
}

function withEffect(faults: CallFaults, effect: FaultEffect, action: string, caller: Caller | undefined): CallFaults {
  switch (effect.kind) {
    case 'latency':
      return { ...faults, latency: faults.latency + effect.milliseconds }
    case 'reset':
      return { ...faults, connection: `reset-${effect.moment}` }
    case 'truncate':
      return { ...faults, connection: 'truncate' }
    default:
      return { ...faults, refusal: faults.refusal ?? refusalOf(effect, action, caller) }
  }
}

type Refusing = Exclude<FaultEffect, { kind: 'latency' | 'reset' | 'truncate' }>

function refusalOf(effect: Refusing, action: string, caller: Caller | undefined): ServiceError {
  switch (effect.kind) {
    case 'throttle':
      return new ServiceError('ThrottlingException', 'Rate exceeded')
    case 'quota':
      return new ServiceError('LimitExceededException', `A quota of this account is reached: ${action}`)
    case 'server-error':
      if (effect.status === 503)
        return new ServiceError('ServiceUnavailableException', 'The service is temporarily unavailable.', 503)
      return new ServiceError(
        'KMSInternalException',
        'The request was rejected because an internal exception occurred.',
        500,
      )
    case 'deny':
      return new ServiceError(
        'AccessDeniedException',
        `User: ${caller?.arn ?? 'anonymous'} is not authorized to perform: ${action} with an explicit deny in an identity-based policy`,
      )
  }
}
