import type { Bridge, CallRequest, ProgressReport } from '../../shared/contract/bridge.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import {
  findProcedure,
  type OutputOf,
  type ParsedInputOf,
  type ProcedureName,
  type ProgressOf,
} from '../../shared/contract/index.ts'
import { diagnosis } from '../../shared/diagnosis.ts'
import { type Client, createClient } from './client.ts'
import { diagnosisOf } from './failure.ts'

export interface FakeCall<N extends ProcedureName> {
  signal: AbortSignal
  report(progress: ProgressOf<N>): void
}

/** An answer for each procedure that a test needs. To refuse, throw a `DiagnosedError`. */
export type FakeHandlers = {
  [N in ProcedureName]?: (input: ParsedInputOf<N>, call: FakeCall<N>) => OutputOf<N> | Promise<OutputOf<N>>
}

export interface FakeClient extends Client {
  /** Every call that reached the other side, in order. */
  readonly calls: readonly { name: string; input: unknown }[]
  /** Call ids that were cancelled. */
  readonly cancelled: readonly string[]
  /** Replaces answers, as when the world has changed. */
  answer(handlers: FakeHandlers): void
}

type AnyHandler = (input: unknown, call: FakeCall<ProcedureName>) => unknown

/**
 * The real client over an in-memory other side: inputs and replies pass the same parsing as in the app, so a fake answer
 * that the contract does not allow fails its test.
 */
export function createFakeClient(initial: FakeHandlers = {}): FakeClient {
  let handlers = initial
  const calls: { name: string; input: unknown }[] = []
  const cancelled: string[] = []
  const running = new Map<string, AbortController>()
  const listeners = new Set<(report: ProgressReport) => void>()

  const answer = async (request: CallRequest): Promise<Envelope> => {
    const { callId, procedure, input } = structuredClone(request)
    calls.push({ name: procedure, input })
    const handler = handlers[procedure as ProcedureName] as AnyHandler | undefined
    if (!handler || !findProcedure(procedure)) throw new Error(`The test has no answer for ${procedure}`)
    const controller = new AbortController()
    running.set(callId, controller)
    let sequence = 0
    const report = (progress: unknown) => {
      sequence++
      for (const listener of listeners) listener({ callId, sequence, progress })
    }
    try {
      return { ok: true, value: structuredClone(await handler(input, { signal: controller.signal, report })) }
    } catch (error) {
      return { ok: false, diagnosis: controller.signal.aborted ? diagnosis('cancelled') : diagnosisOf(error) }
    } finally {
      running.delete(callId)
    }
  }

  const bridge: Bridge = {
    invoke: answer,
    cancel(callId) {
      cancelled.push(callId)
      running.get(callId)?.abort()
    },
    onProgress(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  const { call } = createClient(bridge)
  return {
    call,
    calls,
    cancelled,
    answer(more) {
      handlers = { ...handlers, ...more }
    },
  }
}
