/**
 * The one way in. Every call is parsed, run, and its reply parsed again: the input because the page is not trusted, the
 * reply because a field that the contract does not name must not leave. Nothing is thrown to a caller: the answer is an
 * envelope. The router knows no channel and no use case, and it never interprets a failure.
 */
import { z } from 'zod'
import type { CallRequest } from '../../shared/contract/bridge.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { findProcedure, type ProcedureName } from '../../shared/contract/index.ts'
import type { Procedure } from '../../shared/contract/procedure.ts'
import {
  DiagnosedError,
  type Diagnosis,
  diagnosis,
  diagnosisSchema,
  type FieldFault,
  limitOf,
} from '../../shared/diagnosis.ts'
import type { Handler, Handlers } from './handler.ts'
import { createProgressSender } from './progress.ts'

/** Where bugs are told. `context` holds names and ids, never input or output. */
export interface BugLog {
  bug(error: unknown, context: { callId: string; procedure: string; stage: string }): void
}

export interface Router {
  /** Runs one call of one caller; `onProgress` gets numbered reports while it runs. Never rejects. */
  call(caller: string, request: unknown, onProgress?: (sequence: number, progress: unknown) => void): Promise<Envelope>
  /** Cancels one running call. Unknown ids are ignored: the call may have ended meanwhile. */
  cancel(caller: string, callId: string): void
  /** Cancels all calls of a caller that navigated or went away. */
  cancelAll(caller: string): void
}

const requestSchema = z.strictObject({
  callId: z.string().min(1).max(64),
  procedure: z.string().max(64),
  input: z.unknown(),
})

export function createRouter(handlers: Handlers, log: BugLog): Router {
  const running = new Map<string, Map<string, AbortController>>()

  async function call(caller: string, request: unknown, onProgress: (n: number, p: unknown) => void = () => {}) {
    const parsed = requestSchema.safeParse(request)
    if (!parsed.success) return refusal(badRequest(parsed.error))
    const { callId, procedure: name, input } = parsed.data as CallRequest
    const procedure = findProcedure(name)
    if (!procedure) return refusal(diagnosis('bad-request', { procedure: name, reason: 'unknown-procedure' }))
    const calls = running.get(caller) ?? new Map<string, AbortController>()
    if (calls.has(callId)) return refusal(diagnosis('bad-request', { procedure: name, reason: 'call-id-in-use' }))
    const arrived = procedure.input.safeParse(input)
    if (!arrived.success) return refusal(badRequest(arrived.error, name))

    const controller = new AbortController()
    calls.set(callId, controller)
    running.set(caller, calls)
    const { signal } = controller
    try {
      return await run({ procedure, name, callId, input: arrived.data, signal, onProgress })
    } finally {
      calls.delete(callId)
      if (calls.size === 0) running.delete(caller)
    }
  }

  async function run(job: Job): Promise<Envelope> {
    const { procedure, name, callId, signal } = job
    const bug = (error: unknown, stage: string) => log.bug(error, { callId, procedure: name, stage })
    const progress = createProgressSender(job.onProgress)
    const report = (value: unknown) => {
      const checked = procedure.progress?.safeParse(value)
      if (checked?.success) progress.report(checked.data)
      else bug(checked?.error ?? new Error('progress from a procedure that declares none'), 'progress')
    }
    try {
      const handler = handlers[name as ProcedureName] as Handler<never> as (input: unknown, context: object) => unknown
      const value = await handler(job.input, { signal, progress: report })
      if (signal.aborted) return refusal(stopped(procedure))
      const leaving = procedure.output.safeParse(value)
      if (leaving.success) return { ok: true, value: leaving.data }
      bug(leaving.error, 'output')
      return refusal(diagnosis('unexpected', { callId, procedure: name }))
    } catch (error) {
      if (signal.aborted) return refusal(stopped(procedure))
      return refusal(diagnosisOf(error, (cause, stage) => bug(cause, stage), { callId, procedure: name }))
    } finally {
      progress.end()
    }
  }

  return {
    call,
    cancel: (caller, callId) => running.get(caller)?.get(callId)?.abort(),
    cancelAll: (caller) => {
      for (const controller of running.get(caller)?.values() ?? []) controller.abort()
    },
  }
}

interface Job {
  procedure: Procedure
  name: string
  callId: string
  input: unknown
  signal: AbortSignal
  onProgress(sequence: number, progress: unknown): void
}

const refusal = (finding: Diagnosis): Envelope => ({ ok: false, diagnosis: finding })

/** A stopped query changed nothing; a stopped command may have reached the world before it stopped. */
const stopped = ({ kind }: Procedure) => diagnosis(kind === 'query' ? 'cancelled' : 'outcome-unknown')

/** A `DiagnosedError` speaks for itself, through the egress filter; anything else thrown is a bug of ours. */
function diagnosisOf(
  error: unknown,
  bug: (error: unknown, stage: string) => void,
  where: { callId: string; procedure: string },
): Diagnosis {
  if (error instanceof DiagnosedError) {
    const checked = diagnosisSchema.safeParse(error.diagnosis)
    if (checked.success) return checked.data
    bug(checked.error, 'diagnosis')
  } else {
    bug(error, 'handler')
  }
  return diagnosis('unexpected', where)
}

/** Names the places and the rules that were broken, never the values. */
function badRequest(error: z.ZodError, procedure?: string): Diagnosis {
  const fields: FieldFault[] = error.issues.flatMap(placesOf).slice(0, 20)
  return diagnosis('bad-request', { fields, ...(procedure && { procedure }) })
}

/** The place of an issue; an unknown field stands under its own name, which is what a misspelt one needs. */
function placesOf({ path, code, ...issue }: z.core.$ZodIssue): FieldFault[] {
  const limit = limitOf(issue)
  const named = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys : [undefined]
  return named.map((key) => ({
    path: [...path, ...(key === undefined ? [] : [key])].map(String).join('.').slice(0, 200),
    rule: code,
    ...(limit !== undefined && { limit }),
  }))
}
