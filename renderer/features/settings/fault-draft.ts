import type { SandboxFaultEffect, SandboxFaultRequest } from '../../../shared/domain/sandbox-kms.ts'
import type { FaultKind } from './fault-words.ts'
import { wholeNumber } from './sandbox-words.ts'

/** A fault as it stands in the form: numbers as they were typed. */
export interface FaultDraft {
  kind: FaultKind
  status: 500 | 503
  moment: 'before' | 'after'
  milliseconds: string
  /** Empty: all. */
  operations: readonly string[]
  /** Empty: everyone. */
  principal: string
  /** Empty: until it is removed. */
  times: string
}

export const newFault: FaultDraft = {
  kind: 'throttle',
  status: 500,
  moment: 'before',
  milliseconds: '2000',
  operations: [],
  principal: '',
  times: '',
}

export const longestDelay = 60_000
export const mostTimes = 1_000_000

export interface DraftFaults {
  milliseconds?: string
  times?: string
}

/** What stands in the way of adding a draft, by field. */
export function draftFaults({ kind, milliseconds, times }: FaultDraft): DraftFaults {
  const delayIsWrong = kind === 'latency' && wholeNumber(milliseconds, 1, longestDelay) === undefined
  const timesAreWrong = times.trim() !== '' && wholeNumber(times, 1, mostTimes) === undefined
  return {
    ...(delayIsWrong && { milliseconds: `Write a whole number from 1 to ${longestDelay.toLocaleString('en')}.` }),
    ...(timesAreWrong && {
      times: `Write a whole number from 1 to ${mostTimes.toLocaleString('en')}, or nothing for every call.`,
    }),
  }
}

/** The fault of a draft without faults of its own. */
export function faultOf(draft: FaultDraft): SandboxFaultRequest {
  const { operations, principal, times } = draft
  return {
    effect: effectOf(draft),
    ...(operations.length > 0 && { operations: [...operations] }),
    ...(principal && { principal }),
    ...(times.trim() && { times: Number(times) }),
  }
}

function effectOf({ kind, status, moment, milliseconds }: FaultDraft): SandboxFaultEffect {
  switch (kind) {
    case 'server-error':
      return { kind, status }
    case 'latency':
      return { kind, milliseconds: Number(milliseconds) }
    case 'reset':
      return { kind, moment }
    default:
      return { kind }
  }
}
