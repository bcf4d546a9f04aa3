import type { Bridge, ProgressReport } from '../../shared/contract/bridge.ts'
import {
  contract,
  type InputOf,
  type OutputOf,
  type ProcedureName,
  type ProgressOf,
} from '../../shared/contract/index.ts'
import { cancelled } from './failure.ts'
import { parseInput, parseProgress, parseReply } from './parse.ts'

export interface CallOptions<N extends ProcedureName> {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: ProgressOf<N>) => void) | undefined
}

/** The page's only way to the app: a procedure by name, typed by the contract, failing with a `ClientFailure` and nothing else. */
export interface Client {
  call<N extends ProcedureName>(name: N, input: InputOf<N>, options?: CallOptions<N>): Promise<OutputOf<N>>
}

/** The client over a bridge. Inputs are parsed before they leave, replies and progress before anyone sees them. */
export function createClient(bridge: Bridge): Client {
  const listeners = new Map<string, (report: ProgressReport) => void>()
  bridge.onProgress((report) => listeners.get(report.callId)?.(report))
  let calls = 0
  const page = crypto.randomUUID()

  return {
    async call(name, input, options = {}) {
      const { signal, onProgress } = options
      const parsed = parseInput(name, input)
      if (signal?.aborted) throw cancelled(name)
      const callId = `${page}.${++calls}`
      if (onProgress)
        listeners.set(
          callId,
          inOrder(name, (progress) => onProgress(progress as ProgressOf<typeof name>)),
        )
      try {
        const reply = bridge.invoke({ callId, procedure: name, input: parsed }).catch(() => undefined)
        return parseReply(name, callId, await abandonable(reply, name, signal, () => bridge.cancel(callId)))
      } finally {
        listeners.delete(callId)
      }
    },
  }
}

/** Reports may be lost but never count backwards: one that comes late is dropped. */
function inOrder(name: ProcedureName, onProgress: (progress: unknown) => void) {
  let last = 0
  return (report: ProgressReport) => {
    if (report.sequence <= last) return
    last = report.sequence
    const progress = parseProgress(name, report.progress)
    if (progress !== undefined) onProgress(progress)
  }
}

/**
 * Cancels a call when its signal fires. A query is given up at once; a command is waited for, because only main can say
 * whether it took effect.
 */
async function abandonable(
  reply: Promise<unknown>,
  name: ProcedureName,
  signal: AbortSignal | undefined,
  cancel: () => void,
) {
  if (!signal) return reply
  let stop = () => {}
  const given = new Promise<never>((_, reject) => {
    stop = () => {
      cancel()
      if (contract[name].kind === 'query') reject(cancelled(name))
    }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([reply, given])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
