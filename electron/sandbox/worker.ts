/**
 * The sandbox on a thread of its own, so that its work never holds up the app's. It does what its host asks, and dies
 * loudly: an error that nobody caught ends the thread, and the host tells.
 */
import { parentPort } from 'node:worker_threads'
import { SandboxFailure } from './failure.ts'
import type { CallMessage, WorkerCall, WorkerCalls, WorkerMessage } from './messages.ts'
import { type RunningSandbox, startSandbox } from './sandbox.ts'

let sandbox: RunningSandbox | undefined

type Handlers = { [Name in WorkerCall]: (input: WorkerCalls[Name]['input']) => Promise<WorkerCalls[Name]['output']> }

const handlers: Handlers = {
  async start(options) {
    sandbox = await startSandbox({
      ...options,
      log: (message, reason) => say({ kind: 'log', message, reason: String(reason) }),
    })
    return sandbox.ready
  },
  reset: (seed) => running().reset(seed),
  usage: async (minutes) => running().usage(minutes),
  requests: async ({ after, limit }) => running().requestsAfter(after, limit),
  'add-fault': async (fault) => running().faults.add(fault),
  faults: async () => running().faults.list(),
  async 'clear-faults'(id) {
    running().faults.clear(id)
    return undefined
  },
  conditions: async () => running().conditions(),
  advance: (days) => running().advance(days),
  async 'slow-down'(milliseconds) {
    running().slowDown(milliseconds)
    return undefined
  },
  async stop() {
    await sandbox?.stop()
    sandbox = undefined
    return undefined
  },
}

function running(): RunningSandbox {
  if (sandbox) return sandbox
  throw new SandboxFailure('worker-died', 'The sandbox is not running')
}

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

async function answer<Name extends WorkerCall>({ id, call, input }: CallMessage<Name>): Promise<void> {
  try {
    say({ kind: 'value', id, value: await handlers[call](input) })
  } catch (reason) {
    const failure = reason instanceof SandboxFailure ? reason : new SandboxFailure('worker-died', String(reason))
    say({ kind: 'failure', id, failure: failure.toJSON() })
  }
}

parentPort?.on('message', (message: CallMessage) => void answer(message))
