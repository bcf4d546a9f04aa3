/**
 * Keeps the sandbox on a worker thread for the app: starts it, asks it, stops it, and says so when it ends by itself.
 * A call that the worker can no longer answer fails; nothing waits for ever.
 */
import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { RequestLog, UsageByAgent } from './activity.ts'
import { SandboxFailure } from './failure.ts'
import type { Fault, FaultRequest } from './faults.ts'
import type { WorkerCall, WorkerCalls, WorkerMessage, WorkerOptions } from './messages.ts'
import type { ReadyInfo } from './ready.ts'
import type { Advance, Conditions } from './sandbox.ts'
import type { Seed } from './seed/seed.ts'
import { releaseDeadThread } from './store/lock.ts'

export interface HostOptions extends WorkerOptions {
  /** The bundled worker; absent: `sandbox-worker.js` beside the bundle that runs. */
  readonly workerURL?: URL
  readonly log?: (message: string, reason: unknown) => void
}

export interface SandboxHost {
  /** Starts the sandbox, or answers how it runs already. Throws a SandboxFailure. */
  start(change?: Partial<Pick<WorkerOptions, 'port' | 'seed'>>): Promise<ReadyInfo>
  /** How it runs, or undefined when it does not. */
  ready(): ReadyInfo | undefined
  stop(): Promise<void>
  restart(change?: Partial<Pick<WorkerOptions, 'port' | 'seed'>>): Promise<ReadyInfo>
  reset(seed: Seed): Promise<ReadyInfo>
  usage(minutes: number): Promise<UsageByAgent[]>
  /** Requests after one by its id; without one the latest. */
  requests(limit: number, after?: string): Promise<RequestLog>
  /** Lets the next calls of a kind fail, until it is taken away or has happened as often as it says. */
  addFault(fault: FaultRequest): Promise<Fault>
  faults(): Promise<Fault[]>
  /** Takes away one fault, or all. */
  clearFaults(id?: string): Promise<void>
  /** Its time, its faults, its slowness. */
  conditions(): Promise<Conditions>
  /** Puts the sandbox's time ahead by days, and tells what that did to keys. */
  advance(days: number): Promise<Advance>
  /** Lets later changes be seen only after so many milliseconds; 0: at once. */
  slowDown(milliseconds: number): Promise<void>
  /** Calls back when the worker ends without having been asked to. Answers the way to stop listening. */
  onExit(listener: (failure: SandboxFailure) => void): () => void
}

export function createSandboxHost(options: HostOptions): SandboxHost {
  return new Host(options)
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (failure: SandboxFailure) => void
}

/** One worker thread and the calls it has not answered yet. */
class WorkerLine {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #count = 0
  /** Resolves with what ended the thread. */
  readonly ended: Promise<SandboxFailure>

  constructor(url: URL, folder: string, log: HostOptions['log']) {
    this.#worker = new Worker(url, { name: 'sandbox-kms', stdout: false, stderr: false })
    const thread = this.#worker.threadId
    let reason = 'the thread ended'
    this.#worker.on('message', (message: WorkerMessage) => this.#receive(message, log))
    this.#worker.on('error', (error) => {
      reason = error.message
    })
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        releaseDeadThread(folder, thread)
        const failure = new SandboxFailure('worker-died', `The sandbox stopped by itself: ${reason}`)
        for (const { reject } of this.#waiting.values()) reject(failure)
        this.#waiting.clear()
        resolve(failure)
      })
    })
  }

  call<Name extends WorkerCall>(call: Name, input: WorkerCalls[Name]['input']): Promise<WorkerCalls[Name]['output']> {
    return new Promise((resolve, reject) => {
      const id = ++this.#count
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, call, input })
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
    await this.ended
  }

  #receive(message: WorkerMessage, log: HostOptions['log']): void {
    if (message.kind === 'log') {
      log?.(message.message, message.reason)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'value') waiting?.resolve(message.value as never)
    else waiting?.reject(new SandboxFailure(message.failure.code, message.failure.message, message.failure.facts))
  }
}

class Host implements SandboxHost {
  readonly #options: HostOptions
  readonly #listeners = new Set<(failure: SandboxFailure) => void>()
  #line: WorkerLine | undefined
  #ready: ReadyInfo | undefined
  #starting: Promise<ReadyInfo> | undefined

  constructor(options: HostOptions) {
    this.#options = options
  }

  ready(): ReadyInfo | undefined {
    return this.#ready
  }

  start(change: Partial<Pick<WorkerOptions, 'port' | 'seed'>> = {}): Promise<ReadyInfo> {
    if (this.#ready) return Promise.resolve(this.#ready)
    this.#starting ??= this.#start(change).finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  async stop(): Promise<void> {
    await this.#starting?.catch(() => {})
    const line = this.#line
    this.#line = undefined
    this.#ready = undefined
    if (!line) return
    await line.call('stop', undefined).catch(() => {})
    await line.end()
  }

  async restart(change: Partial<Pick<WorkerOptions, 'port' | 'seed'>> = {}): Promise<ReadyInfo> {
    await this.stop()
    return this.start(change)
  }

  async reset(seed: Seed): Promise<ReadyInfo> {
    this.#ready = await this.#running().call('reset', seed)
    return this.#ready
  }

  usage(minutes: number): Promise<UsageByAgent[]> {
    return this.#line ? this.#line.call('usage', minutes) : Promise.resolve([])
  }

  requests(limit: number, after?: string): Promise<RequestLog> {
    return this.#line
      ? this.#line.call('requests', { after, limit })
      : Promise.resolve({ requests: [], continues: false })
  }

  addFault(fault: FaultRequest): Promise<Fault> {
    return this.#running().call('add-fault', fault)
  }

  faults(): Promise<Fault[]> {
    return this.#line ? this.#line.call('faults', undefined) : Promise.resolve([])
  }

  clearFaults(id?: string): Promise<void> {
    return this.#running().call('clear-faults', id)
  }

  conditions(): Promise<Conditions> {
    return this.#running().call('conditions', undefined)
  }

  advance(days: number): Promise<Advance> {
    return this.#running().call('advance', days)
  }

  slowDown(milliseconds: number): Promise<void> {
    return this.#running().call('slow-down', milliseconds)
  }

  onExit(listener: (failure: SandboxFailure) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #start(change: Partial<Pick<WorkerOptions, 'port' | 'seed'>>): Promise<ReadyInfo> {
    const { workerURL, log, ...options } = this.#options
    const line = new WorkerLine(workerURL ?? bundledWorker(), options.dataDir, log)
    this.#line = line
    void line.ended.then((failure) => this.#ended(line, failure))
    try {
      this.#ready = await line.call('start', { ...options, ...change })
      return this.#ready
    } catch (reason) {
      if (this.#line === line) this.#line = undefined
      await line.end()
      throw reason
    }
  }

  /** Only an end that nobody asked for is news. */
  #ended(line: WorkerLine, failure: SandboxFailure): void {
    if (this.#line !== line) return
    this.#line = undefined
    this.#ready = undefined
    for (const listener of this.#listeners) listener(failure)
  }

  #running(): WorkerLine {
    if (this.#line) return this.#line
    throw new SandboxFailure('worker-died', 'The sandbox is not running')
  }
}

/** The bundler may have put this file into a folder of chunks, one level below the entries. */
function bundledWorker(): URL {
  const here: string = import.meta.url
  const places = ['sandbox-worker.js', '../sandbox-worker.js'].map((place) => new URL(place, here))
  const found = places.find((place) => existsSync(place))
  if (found) return found
  throw new SandboxFailure('worker-died', `The sandbox's worker is not in the build: ${places[0]?.pathname}`)
}
