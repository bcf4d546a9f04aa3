/**
 * The embedded sandbox as the app sees it: one state, one way to start it, and a diagnosis for everything that keeps it
 * from running. It starts by itself the first time something needs it; once it was stopped, or died, only the user
 * starts it again. Where another process holds the store, that process's sandbox is used.
 */
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
import type { SandboxAccess } from '../aws/world.ts'
import type { SandboxControl } from '../ipc/services.ts'
import type { UsageByAgent } from '../sandbox/activity.ts'
import { readyOfHolder } from '../sandbox/attach.ts'
import { SandboxFailure } from '../sandbox/failure.ts'
import type { ReadyInfo } from '../sandbox/ready.ts'
import type { Seed } from '../sandbox/seed/seed.ts'
import { Secret } from '../seal/secret.ts'

type Status = OutputOf<'sandbox.status'>

/** What runs the sandbox: a worker thread in the app, this very process without a window. */
export interface SandboxRunner {
  start(change?: { port?: number | 'free' }): Promise<ReadyInfo>
  stop(): Promise<void>
  reset(seed: Seed): Promise<ReadyInfo>
  /** Who but the app used it in the last minutes. */
  usage(minutes: number): Promise<UsageByAgent[]>
  /** Calls back when it ends without having been asked to. */
  onExit(listener: (failure: SandboxFailure) => void): void
}

export interface ControlledSandbox extends SandboxControl {
  /** The running sandbox, started when it has never run; throws the diagnosis that says why there is none. */
  access(): Promise<SandboxAccess>
  /** Clients other than the app that asked something in the last minutes. */
  outsideClients(minutes: number): Promise<UsageByAgent[]>
  close(): Promise<void>
}

type State =
  | { kind: 'idle' | 'stopped' }
  | { kind: 'running'; ready: ReadyInfo; attached: boolean }
  | { kind: 'failed'; error: DiagnosedError }

const recentMinutes = 15

export function controlSandbox(runner: SandboxRunner): ControlledSandbox {
  return new Control(runner)
}

class Control implements ControlledSandbox {
  readonly #runner: SandboxRunner
  #state: State = { kind: 'idle' }
  #starting: Promise<ReadyInfo> | undefined

  constructor(runner: SandboxRunner) {
    this.#runner = runner
    runner.onExit((failure) => {
      this.#state = { kind: 'failed', error: diagnosed(failure) }
    })
  }

  async access(): Promise<SandboxAccess> {
    const { endpoint, region, accessKeyId, secretAccessKey } = await this.#ready()
    return { endpoint, region, accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
  }

  async status(): Promise<Status> {
    if (this.#starting) return { state: 'starting', ...nothingRuns }
    if (this.#state.kind === 'failed')
      return { state: 'failed', ...nothingRuns, diagnosis: this.#state.error.diagnosis }
    if (this.#state.kind !== 'running') return { state: 'stopped', ...nothingRuns }
    return runningStatus(this.#state.ready, await this.outsideClients(recentMinutes))
  }

  async start({ port, anyPort }: ParsedInputOf<'sandbox.start'>): Promise<Status> {
    await this.#start(anyPort ? 'free' : port)
    return this.status()
  }

  async stop(): Promise<Status> {
    await this.#starting?.catch(() => {})
    if (this.#isOurs()) await this.#runner.stop()
    this.#state = { kind: 'stopped' }
    return this.status()
  }

  async reset(seed: Seed): Promise<Status> {
    await this.#ready()
    if (!this.#isOurs()) throw new DiagnosedError('store-in-use', { reason: 'another-process' })
    this.#state = { kind: 'running', ready: await this.#runner.reset(seed).catch(fail), attached: false }
    return this.status()
  }

  async environmentBlock(): Promise<Secret> {
    const { endpoint, region, accessKeyId, secretAccessKey } = await this.#ready()
    const lines = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    }
    return new Secret(
      Object.entries(lines)
        .map(([name, value]) => `export ${name}=${value}\n`)
        .join(''),
    )
  }

  outsideClients(minutes: number): Promise<UsageByAgent[]> {
    return this.#isOurs() ? this.#runner.usage(minutes).catch(() => []) : Promise.resolve([])
  }

  async close(): Promise<void> {
    await this.#starting?.catch(() => {})
    if (this.#isOurs()) await this.#runner.stop()
  }

  #isOurs(): boolean {
    return this.#state.kind === 'running' && !this.#state.attached
  }

  #ready(): Promise<ReadyInfo> {
    const state = this.#state
    if (this.#starting) return this.#starting
    if (state.kind === 'running') return Promise.resolve(state.ready)
    if (state.kind === 'idle') return this.#start()
    return Promise.reject(state.kind === 'failed' ? state.error : new DiagnosedError('sandbox-stopped', {}))
  }

  #start(port?: number | 'free'): Promise<ReadyInfo> {
    if (this.#state.kind === 'running' && !this.#state.attached && port === undefined)
      return Promise.resolve(this.#state.ready)
    this.#starting ??= this.#launch(port).finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  async #launch(port?: number | 'free'): Promise<ReadyInfo> {
    try {
      if (this.#isOurs()) await this.#runner.stop()
      const ready = await this.#runner.start(port === undefined ? {} : { port })
      this.#state = { kind: 'running', ready, attached: false }
      return ready
    } catch (failure) {
      const ready = readyOfHolder(failure)
      this.#state = ready ? { kind: 'running', ready, attached: true } : { kind: 'failed', error: diagnosed(failure) }
      if (this.#state.kind === 'failed') throw this.#state.error
      return this.#state.ready
    }
  }
}

const nothingRuns = { keys: [], keptAside: [], outsideClients: [] }

function runningStatus(ready: ReadyInfo, usage: UsageByAgent[]): Status {
  return {
    state: 'running',
    endpoint: ready.endpoint,
    port: Number(new URL(ready.endpoint).port),
    region: ready.region,
    accessKeyId: ready.accessKeyId,
    keys: ready.keys.map(({ name, keyId, arn, alias }) => ({ name, keyId, arn, ...(alias && { alias }) })),
    keptAside: ready.damagedStore === undefined ? [] : [ready.damagedStore],
    outsideClients: usage.map(({ userAgent, requests, lastAt }) => ({
      userAgent,
      requests,
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}

function fail(failure: unknown): never {
  throw diagnosed(failure)
}

function diagnosed(failure: unknown): DiagnosedError {
  if (!(failure instanceof SandboxFailure)) throw failure
  const { port, path } = failure.facts
  const evidence: Evidence = { reason: failure.code, ...(port && { port }), ...(path && { file: path }) }
  switch (failure.code) {
    case 'port-in-use':
    case 'port-refused':
      return new DiagnosedError('sandbox-port-in-use', evidence, { cause: failure })
    case 'store-locked':
      return new DiagnosedError('store-in-use', evidence, { cause: failure })
    case 'store-too-new':
      return new DiagnosedError('sandbox-store-damaged', evidence, { cause: failure })
    case 'store-unusable':
      return new DiagnosedError('file-unwritable', evidence, { cause: failure })
    case 'worker-died':
      return new DiagnosedError('sandbox-stopped', evidence, { cause: failure })
  }
}
