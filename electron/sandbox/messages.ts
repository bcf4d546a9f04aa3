/** What host and worker say to each other. One call, one answer, matched by number; all of it plain data. */
import type { RequestLog, UsageByAgent } from './activity.ts'
import type { SandboxFailure } from './failure.ts'
import type { Fault, FaultRequest } from './faults.ts'
import type { ReadyInfo } from './ready.ts'
import type { Advance, Conditions, SandboxOptions } from './sandbox.ts'
import type { Seed } from './seed/seed.ts'

/** Options that can cross a thread: the clock and the disk are the worker's own. */
export type WorkerOptions = Pick<SandboxOptions, 'dataDir' | 'port' | 'seed'>

export interface WorkerCalls {
  start: { input: WorkerOptions; output: ReadyInfo }
  reset: { input: Seed; output: ReadyInfo }
  usage: { input: number; output: UsageByAgent[] }
  requests: { input: { after: string | undefined; limit: number }; output: RequestLog }
  'add-fault': { input: FaultRequest; output: Fault }
  faults: { input: undefined; output: Fault[] }
  /** One fault by its id, or all. */
  'clear-faults': { input: string | undefined; output: undefined }
  conditions: { input: undefined; output: Conditions }
  advance: { input: number; output: Advance }
  'slow-down': { input: number; output: undefined }
  stop: { input: undefined; output: undefined }
}
export type WorkerCall = keyof WorkerCalls

export interface CallMessage<Name extends WorkerCall = WorkerCall> {
  readonly id: number
  readonly call: Name
  readonly input: WorkerCalls[Name]['input']
}

export type WorkerMessage =
  | { readonly kind: 'value'; readonly id: number; readonly value: WorkerCalls[WorkerCall]['output'] }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: ReturnType<SandboxFailure['toJSON']> }
  | { readonly kind: 'log'; readonly message: string; readonly reason: string }
