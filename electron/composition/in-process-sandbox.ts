/** The sandbox inside this very process, for `npm run call`: a call that needs it starts it, or uses the app's. */
import { SandboxFailure } from '../sandbox/failure.ts'
import type { RunningSandbox } from '../sandbox/sandbox.ts'
import type { SandboxRunner } from './sandbox-control.ts'

export function sandboxInProcess(dataDir: string, log: (message: string, reason: unknown) => void): SandboxRunner {
  let running: RunningSandbox | undefined
  let attached = false
  const mine = () => {
    if (running) return running
    throw new SandboxFailure('store-locked', 'Another process runs this sandbox', { path: dataDir })
  }
  return {
    async start(change = {}) {
      const { attachOrStart } = await import('../sandbox/attach.ts')
      const attachment = await attachOrStart({ dataDir, log, ...change })
      attached = attachment.kind === 'attached'
      running = attachment.kind === 'started' ? attachment.sandbox : undefined
      return attachment.ready
    },
    attached: () => attached,
    async stop() {
      const stopping = running
      running = undefined
      await stopping?.stop()
    },
    reset: async (seed) => mine().reset(seed),
    requests: async (limit, after) => mine().requestsAfter(after, limit),
    addFault: async (fault) => mine().faults.add(fault),
    faults: async () => mine().faults.list(),
    clearFaults: async (id) => mine().faults.clear(id),
    conditions: async () => mine().conditions(),
    advance: async (days) => mine().advance(days),
    slowDown: async (milliseconds) => mine().slowDown(milliseconds),
    usage: async (minutes) => running?.usage(minutes) ?? [],
    onExit() {
      // It ends with this process.
    },
  }
}
