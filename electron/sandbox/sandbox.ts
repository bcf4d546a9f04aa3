/**
 * A KMS on this machine's loopback, good enough for a real server, the SDK and the app itself. This file starts one:
 * its folder, its lock, its store, its port; and stops it, leaving the folder as the next start wants it.
 */
import { mkdirSync } from 'node:fs'
import { Activity, type LoggedRequest, type RequestLog, type UsageByAgent } from './activity.ts'
import { type Clock, day } from './clock.ts'
import { SandboxFailure, systemCode } from './failure.ts'
import { Faults } from './faults.ts'
import { Propagation } from './model/propagation.ts'
import { type OpenedStore, openStore } from './open-store.ts'
import { type KeyEvent, keysNow, type PendingDeletion, passedSince, pendingDeletions } from './passed.ts'
import { rememberPort, wantedPort } from './port.ts'
import { publishReady, publishWebIdentity, type ReadyInfo, readyInfo, withdrawReady } from './ready.ts'
import { type Seed, seedChanges } from './seed/seed.ts'
import { Service } from './service.ts'
import { type Disk, realDisk } from './store/disk.ts'
import { lockStore, type StoreLock } from './store/lock.ts'
import { type HTTPServer, serveHTTP } from './wire/http-server.ts'

export interface SandboxOptions {
  /** The sandbox's own folder; made when absent. */
  readonly dataDir: string
  /**
   * The port to listen on. `0` or absent: the one of the last start, at the first start a free one. `'free'`: a free
   * one from now on. A port that is taken is a failure (`port-in-use`).
   */
  readonly port?: number | 'free'
  /** What a new store holds; a store that exists keeps what it has. */
  readonly seed?: Seed
  readonly clock?: Clock
  readonly disk?: Disk
  /** Told about what goes wrong inside. Never given a secret, a plaintext or a ciphertext. */
  readonly log?: (message: string, reason: unknown) => void
}

export interface RunningSandbox {
  readonly ready: ReadyInfo
  /** Who else has used the sandbox in the last minutes; the app's own requests do not count. */
  usage(minutes: number): UsageByAgent[]
  /** The latest requests, newest first. */
  requests(limit?: number): LoggedRequest[]
  /** Those that came after one, by its id. */
  requestsAfter(requestId: string | undefined, limit: number): RequestLog
  /** Forgets every key, alias and principal and seeds anew. The endpoint stays. */
  reset(seed: Seed): Promise<ReadyInfo>
  readonly faults: Faults
  /** The sandbox's time, which is at the machine's or ahead of it. */
  now(): number
  conditions(): Conditions
  /** Puts the sandbox's time ahead, by no more than a hundred years in all. What becomes due meanwhile happens: rotations, deletions, ends of material. */
  advance(days: number): Promise<Advance>
  /** Lets later changes be seen only after so many milliseconds; 0: at once. */
  slowDown(milliseconds: number): void
  stop(): Promise<void>
}

/** What is not as in a new sandbox, and how many keys it holds in all accounts and regions. */
export interface Conditions {
  readonly now: number
  /** Milliseconds by which its time is ahead of the machine's. */
  readonly ahead: number
  /** Milliseconds after which a change is seen. */
  readonly delay: number
  readonly faults: number
  readonly keys: number
  /** The first keys that wait for their end. */
  readonly deletions: readonly PendingDeletion[]
}

export interface Advance {
  readonly now: number
  /** What became of keys meanwhile. */
  readonly passed: KeyEvent[]
}

/** Starts a sandbox. Throws a SandboxFailure that says what stands in the way. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const lock = lockFolder(options.dataDir)
  let opened: OpenedStore | undefined
  try {
    const clock = options.clock ?? Date.now
    withdrawReady(options.dataDir)
    opened = await openStore(options.dataDir, options.disk ?? realDisk, options.seed ?? 'demo', clock())
    return await serve(options, clock, lock, opened)
  } catch (reason) {
    await opened?.store.close().catch(() => {})
    lock.release()
    throw asFailure(reason, options.dataDir)
  }
}

function lockFolder(folder: string): StoreLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return lockStore(folder)
  } catch (reason) {
    throw asFailure(reason, folder)
  }
}

async function serve(options: SandboxOptions, clock: Clock, lock: StoreLock, opened: OpenedStore): Promise<Sandbox> {
  const { dataDir, port, log = () => {} } = options
  const activity = new Activity(clock)
  const faults = new Faults()
  const propagation = new Propagation(clock)
  const service = new Service({ ...opened, clock, activity, faults, propagation, log })
  const server = await serveHTTP(wantedPort(dataDir, port), (request) => service.answer(request))
  try {
    rememberPort(dataDir, server.port)
    const sandbox = new Sandbox({ dataDir, clock, lock, opened, activity, faults, propagation, service, server })
    sandbox.publish()
    return sandbox
  } catch (reason) {
    await server.stop()
    throw reason
  }
}

interface Parts {
  readonly dataDir: string
  readonly clock: Clock
  readonly lock: StoreLock
  readonly opened: OpenedStore
  readonly activity: Activity
  readonly faults: Faults
  readonly propagation: Propagation
  readonly service: Service
  readonly server: HTTPServer
}

/** Every rotation of the time that passes is done, so a leap without bound would not end. */
/** How many waiting keys are told. */
const mostDeletions = 200
const mostAhead = 36_525 * day

class Sandbox implements RunningSandbox {
  readonly #parts: Parts
  readonly #startedAt: number
  #stopping: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#startedAt = parts.service.now()
  }

  get ready(): ReadyInfo {
    const { dataDir, opened, server } = this.#parts
    return readyInfo(opened.world, dataDir, server.port, opened.damagedStore)
  }

  get faults(): Faults {
    return this.#parts.faults
  }

  /** Tells other processes where it is, and writes the token that goes with what is in the store now. */
  publish(): void {
    const { dataDir, clock, opened } = this.#parts
    publishWebIdentity(dataDir, opened.world, clock())
    publishReady(dataDir, this.ready)
  }

  usage(minutes: number): UsageByAgent[] {
    return this.#parts.activity.usage(minutes)
  }

  requests(limit?: number): LoggedRequest[] {
    return this.#parts.activity.log(limit)
  }

  requestsAfter(requestId: string | undefined, limit: number): RequestLog {
    return this.#parts.activity.logAfter(requestId, limit)
  }

  async reset(seed: Seed): Promise<ReadyInfo> {
    const { dataDir, clock, opened, activity, faults, propagation, service } = this.#parts
    try {
      await service.change([...opened.world.emptying(), ...seedChanges(seed, clock())])
      this.publish()
    } catch (reason) {
      throw asFailure(reason, dataDir)
    }
    activity.clear()
    faults.clear()
    propagation.slowDown(0)
    return this.ready
  }

  now(): number {
    return this.#parts.service.now()
  }

  conditions(): Conditions {
    const { opened, faults, propagation } = this.#parts
    const { world } = opened
    const keys = [...world.rings()].reduce((sum, ring) => sum + ring.keys.size, 0)
    const deletions = pendingDeletions(world).slice(0, mostDeletions)
    return {
      now: this.now(),
      ahead: world.clockAhead,
      delay: propagation.delay,
      faults: faults.list().length,
      keys,
      deletions,
    }
  }

  async advance(days: number): Promise<Advance> {
    const { dataDir, opened, service } = this.#parts
    const before = keysNow(opened.world)
    const ahead = Math.min(opened.world.clockAhead + (Math.max(0, days) || 0) * day, mostAhead)
    try {
      await service.change([{ do: 'set-clock', ahead }])
    } catch (reason) {
      throw asFailure(reason, dataDir)
    }
    return { now: this.now(), passed: passedSince(before, opened.world) }
  }

  slowDown(milliseconds: number): void {
    this.#parts.propagation.slowDown(milliseconds)
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  /** The lock goes last: who gets it next finds everything on the disk. */
  async #stop(): Promise<void> {
    const { dataDir, lock, opened, server } = this.#parts
    withdrawReady(dataDir)
    await server.stop()
    // The last uses of keys were kept in memory; a clean stop is when they are worth writing.
    const uses = [...opened.world.uses()].filter(({ at }) => at >= this.#startedAt)
    if (uses.length > 0)
      opened.store.append(
        uses.map((use) => ({ do: 'note-use', use })),
        () => {},
      )
    await opened.store.close()
    lock.release()
  }
}

function asFailure(reason: unknown, folder: string): SandboxFailure {
  if (reason instanceof SandboxFailure) return reason
  const message = reason instanceof Error ? reason.message : String(reason)
  const code = systemCode(reason)
  const facts = { path: folder, ...(code && { systemCode: code }) }
  return new SandboxFailure('store-unusable', `The sandbox store cannot be used: ${message}`, facts)
}
