/**
 * Calls over a pair of streams, for `npm run call`: one JSON request a line in, one JSON reply a line out, in the order
 * in which they finish. Requests share the process but not their call ids, so that none can disturb another.
 */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { diagnosis } from '../../shared/diagnosis.ts'
import type { Router } from './router.ts'

/** Serves until `input` ends and every request has its reply, or until nobody reads `output` any more. */
export async function serveLines(router: Router, input: Readable, output: Writable): Promise<void> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  output.once('error', () => {
    lines.close()
    input.destroy()
    router.cancelAll(caller)
  })
  const open = new Set<Promise<void>>()
  let count = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const reply = answer(router, line, `line-${++count}`).then((text) => write(output, text))
    open.add(reply)
    void reply.finally(() => open.delete(reply))
  }
  await Promise.all(open)
}

const caller = 'lines'

async function answer(router: Router, line: string, callId: string): Promise<string> {
  const request = parse(line)
  if (!request) return JSON.stringify({ id: null, ...notJson })
  const { id = null, procedure, input = {} } = request
  return JSON.stringify({ id, ...(await router.call(caller, { callId, procedure, input })) })
}

const notJson: Envelope = { ok: false, diagnosis: diagnosis('bad-request', { reason: 'not-a-json-object' }) }

function parse(line: string): { id?: unknown; procedure?: unknown; input?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Resolves when the line is handed over, or nobody is there to take it; waits where the reader is slow. */
function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve) => output.write(`${text}\n`, () => resolve()))
}

/** Runs one procedure with `text` as its JSON input (nothing means `{}`). Never throws. */
export async function callOnce(
  router: Router,
  procedure: string,
  text: string,
  onProgress: (sequence: number, progress: unknown) => void,
): Promise<Envelope> {
  let input: unknown
  try {
    input = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    return { ok: false, diagnosis: diagnosis('bad-request', { procedure, reason: 'not-json' }) }
  }
  return router.call('once', { callId: 'once', procedure, input }, onProgress)
}
