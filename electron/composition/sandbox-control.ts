/**
 * The embedded sandbox as the app sees it: one state, one way to start it, and a diagnosis for everything that keeps it
 * from running. It starts by itself the first time something needs it; once it was stopped, or died, only the user
 * starts it again. Where another process holds the store, that process's sandbox is used.
 */
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { SandboxFault, SandboxFaultRequest } from '../../shared/domain/sandbox-kms.ts'
import type { SandboxAccess } from '../aws/world.ts'
import type { SandboxControl } from '../ipc/services.ts'
import type { UsageByAgent } from '../sandbox/activity.ts'
import type { SandboxFailure } from '../sandbox/failure.ts'
import type { Fault, FaultRequest } from '../sandbox/faults.ts'
import type { SandboxHost } from '../sandbox/host.ts'
import type { ReadyInfo } from '../sandbox/ready.ts'
import type { Conditions } from '../sandbox/sandbox.ts'
import type { Seed } from '../sandbox/seed/seed.ts'
import { Secret } from '../seal/secret.ts'
import { diagnosed } from './sandbox-diagnosis.ts'
import { conditionsOf, nothingRuns, runningStatus } from './sandbox-status.ts'

type Status = OutputOf<'sandbox.status'>

/** What runs the sandbox: a worker thread in the app, this very process without a window. */
export interface SandboxRunner
  extends Pick<
    SandboxHost,
    | 'stop'
    | 'reset'
    | 'usage'
    | 'requests'
    | 'addFault'
    | 'faults'
    | 'clearFaults'
    | 'conditions'
    | 'advance'
    | 'slowDown'
  > {
  start(change?: { port?: number | 'free' }): Promise<ReadyInfo>
  /** Whether what `start` answered last is another process's sandbox. Absent: it throws `store-locked` then. */
  attached?(): boolean
  /** Calls back when it ends without having been asked to. */
  onExit(listener: (failure: SandboxFailure) => void): void
}

export interface ControlledSandbox extends SandboxControl {
  /** The running sandbox, started when it has never run; throws the diagnosis that says why there is none. */
  access(): Promise<SandboxAccess>
  /** Where it runs at present; starts nothing. */
  endpoint(): string | undefined
  /** Clients other than the app that asked something in the last minutes. */
  outsideClients(minutes: number): Promise<UsageByAgent[]>
  close(): Promise<void>
}

interface Running {
  kind: 'running'
  ready: ReadyInfo
  attached: boolean
}

type State = { kind: 'idle' | 'stopped' } | Running | { kind: 'failed'; error: DiagnosedError }

/** Absent: the remembered one. */
type WantedPort = number | 'free' | undefined

const recentMinutes = 15

export function controlSandbox(runner: SandboxRunner): ControlledSandbox {
  return new Control(runner)
}

class Control implements ControlledSandbox {
  readonly #runner: SandboxRunner
  #state: State = { kind: 'idle' }
  #isStarting = false
  /** Settles, never rejects, when everything asked so far is done. */
  #done: Promise<unknown> = Promise.resolve()

  constructor(runner: SandboxRunner) {
    this.#runner = runner
    runner.onExit((failure) => {
      this.#state = stateAfter(failure)
    })
  }

  async access(): Promise<SandboxAccess> {
    const { endpoint, region, accessKeyId, secretAccessKey } = await this.#inTurn(() => this.#ready())
    return { endpoint, region, accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
  }

  endpoint(): string | undefined {
    return this.#state.kind === 'running' ? this.#state.ready.endpoint : undefined
  }

  async status(): Promise<Status> {
    if (this.#isStarting) return { state: 'starting', ...nothingRuns }
    if (this.#state.kind === 'failed')
      return { state: 'failed', ...nothingRuns, diagnosis: this.#state.error.diagnosis }
    if (this.#state.kind !== 'running') return { state: 'stopped', ...nothingRuns }
    const { ready, attached } = this.#state
    const [usage, conditions] = await Promise.all([this.outsideClients(recentMinutes), this.#conditions()])
    return { ...runningStatus(ready, usage), ...conditionsOf(conditions), attached }
  }

  start({ port, anyPort }: ParsedInputOf<'sandbox.start'>): Promise<Status> {
    return this.#inTurn(async () => {
      await this.#start(anyPort ? 'free' : port || undefined)
      return this.status()
    })
  }

  stop(): Promise<Status> {
    return this.#inTurn(async () => {
      await this.#stop()
      return this.status()
    })
  }

  reset(seed: Seed): Promise<Status> {
    return this.#inTurn(async () => {
      await this.#ready()
      if (!this.#ours()) throw heldByAnother()
      this.#state = { kind: 'running', ready: await this.#runner.reset(seed).catch(fail), attached: false }
      return this.status()
    })
  }

  async environmentBlock(principal = 'owner'): Promise<Secret> {
    const ready = await this.#inTurn(() => this.#ready())
    const { environmentLines } = await import('./sandbox-environment.ts')
    return new Secret(environmentLines(ready, principal))
  }

  async requests({ limit = 200, after }: ParsedInputOf<'sandbox.requests'>): Promise<OutputOf<'sandbox.requests'>> {
    await this.#mine()
    const { requests, continues } = await this.#runner.requests(limit, after)
    return {
      requests: requests.map(({ at, ...request }) => ({ ...request, at: new Date(at).toISOString() })),
      continues,
    }
  }

  async faults(): Promise<SandboxFault[]> {
    await this.#mine()
    return (await this.#runner.faults()).map(faultOf)
  }

  async addFault(fault: SandboxFaultRequest): Promise<SandboxFault[]> {
    await this.#mine()
    await this.#runner.addFault(fault as FaultRequest)
    return this.faults()
  }

  async clearFaults(id?: string): Promise<SandboxFault[]> {
    await this.#mine()
    await this.#runner.clearFaults(id)
    return this.faults()
  }

  async advance(days: number): Promise<OutputOf<'sandbox.advance'>> {
    await this.#mine()
    const { passed } = await this.#runner.advance(days)
    const told = passed.slice(0, 200)
    return { ...(await this.status()), passed: told, furtherKeys: passed.length - told.length }
  }

  async slowDown(milliseconds: number): Promise<void> {
    await this.#mine()
    await this.#runner.slowDown(milliseconds)
  }

  outsideClients(minutes: number): Promise<UsageByAgent[]> {
    return this.#ours() ? this.#runner.usage(minutes).catch(() => []) : Promise.resolve([])
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#stop())
  }

  /** One act at a time, in the order in which they were asked for: each finds the state that the former one led to. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#done.then(act)
    this.#done = mine.catch(() => {})
    return mine
  }

  /** Started if it may be, and run by this process: what follows is about the inside of the sandbox. */
  async #mine(): Promise<void> {
    await this.#inTurn(() => this.#ready())
    if (!this.#ours()) throw heldByAnother()
  }

  /** Where this process can ask for them. */
  #conditions(): Promise<Conditions | undefined> {
    return this.#ours() ? this.#runner.conditions().catch(() => undefined) : Promise.resolve(undefined)
  }

  /** How it runs where this process runs it. */
  #ours(): Running | undefined {
    return this.#state.kind === 'running' && !this.#state.attached ? this.#state : undefined
  }

  async #ready(): Promise<ReadyInfo> {
    const state = this.#state
    if (state.kind === 'running') return state.ready
    if (state.kind === 'idle') return this.#start(undefined)
    throw state.kind === 'failed' ? state.error : new DiagnosedError('sandbox-stopped', {})
  }

  /** One of another process is looked for again: it may be gone, and it is not ours to move. */
  async #start(wanted: WantedPort): Promise<ReadyInfo> {
    const before = this.#state
    const stays = wanted === undefined || (before.kind === 'running' && wanted === portOf(before.ready))
    if (before.kind === 'running' && !before.attached && stays) return before.ready
    const { ready, attached } = await this.#launch(wanted)
    const wasThere = before.kind === 'running' && before.ready.endpoint === ready.endpoint
    if (attached && !stays && (wanted === 'free' ? wasThere : wanted !== portOf(ready))) throw heldByAnother()
    return ready
  }

  async #launch(wanted: WantedPort): Promise<Running> {
    const former = this.#ours()
    this.#isStarting = true
    try {
      if (former) await this.#stop()
      const running = await this.#run(wanted)
      this.#state = running
      return running
    } catch (failure) {
      this.#state = former ? await this.#return(former) : stateAfter(failure)
      throw diagnosed(failure)
    } finally {
      this.#isStarting = false
    }
  }

  /** Where it was before a move that failed: servers and exported files name that port. */
  #return({ ready }: Running): Promise<State> {
    return this.#run(portOf(ready)).catch(stateAfter)
  }

  async #run(port: WantedPort): Promise<Running> {
    try {
      const ready = await this.#runner.start(port === undefined ? {} : { port })
      return { kind: 'running', ready, attached: this.#runner.attached?.() ?? false }
    } catch (failure) {
      const { readyOfHolder } = await import('../sandbox/attach.ts')
      const ready = readyOfHolder(failure)
      if (!ready) throw failure
      return { kind: 'running', ready, attached: true }
    }
  }

  /** However the stop ends, nothing of ours is used afterwards. */
  async #stop(): Promise<void> {
    const ours = this.#ours()
    this.#state = { kind: 'stopped' }
    if (ours) await this.#runner.stop()
  }
}

const faultOf = ({ operations, ...fault }: Fault): SandboxFault => ({
  ...fault,
  ...(operations && { operations: [...operations] }),
})

const portOf = ({ endpoint }: ReadyInfo): number => Number(new URL(endpoint).port)

const heldByAnother = () => new DiagnosedError('store-in-use', { reason: 'another-process' })

/** A fault of ours has no diagnosis to keep: the router tells of it, and the sandbox does not run. */
function stateAfter(failure: unknown): State {
  const error = diagnosed(failure)
  return error instanceof DiagnosedError ? { kind: 'failed', error } : { kind: 'stopped' }
}

function fail(failure: unknown): never {
  throw diagnosed(failure)
}
