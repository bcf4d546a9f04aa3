/**
 * A KMS on this machine's loopback, good enough for a real server, the SDK and the app itself. This file starts one:
 * its folder, its lock, its store, its port; and stops it, leaving the folder as the next start wants it.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Activity, type LoggedRequest, type UsageByAgent } from './activity.ts'
import type { Clock } from './clock.ts'
import { SandboxFailure } from './failure.ts'
import type { Change, World } from './model/world.ts'
import { type OpenedStore, openStore } from './open-store.ts'
import { publishReady, type ReadyInfo, readyInfo, withdrawReady } from './ready.ts'
import { type Seed, seedChanges } from './seed/seed.ts'
import { Service } from './service.ts'
import { type Disk, realDisk } from './store/disk.ts'
import { lockStore, type StoreLock } from './store/lock.ts'
import { readSmallFile, writeSmallFile } from './store/small-file.ts'
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
  /** Forgets every key, alias and principal and seeds anew. The endpoint stays. */
  reset(seed: Seed): Promise<ReadyInfo>
  stop(): Promise<void>
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

async function serve(
  options: SandboxOptions,
  clock: Clock,
  lock: StoreLock,
  opened: OpenedStore,
): Promise<RunningSandbox> {
  const { world, store, damagedStore } = opened
  const activity = new Activity(clock)
  const service = new Service({ world, store, clock, activity, log: options.log ?? (() => {}) })
  const server = await serveHTTP(wantedPort(options), (request) => service.answer(request))
  const current = () => readyInfo(world, server.port, damagedStore)
  try {
    rememberPort(options.dataDir, server.port)
    publishReady(options.dataDir, current())
  } catch (reason) {
    await server.stop()
    throw reason
  }
  return {
    get ready() {
      return current()
    },
    usage: (minutes) => activity.usage(minutes),
    requests: (limit) => activity.log(limit),
    async reset(seed) {
      await service.change([...emptying(world), ...seedChanges(seed, clock())])
      activity.clear()
      publishReady(options.dataDir, current())
      return current()
    },
    stop: once(() => stopAll(options.dataDir, server, opened, lock)),
  }
}

async function stopAll(folder: string, server: HTTPServer, { store }: OpenedStore, lock: StoreLock): Promise<void> {
  withdrawReady(folder)
  await server.stop()
  await store.close()
  lock.release()
}

function emptying(world: World): Change[] {
  return [...world.snapshot()].reverse().map((change): Change => {
    switch (change.do) {
      case 'put-key':
        return { do: 'drop-key', region: change.key.region, id: change.key.id }
      case 'put-alias':
        return { do: 'drop-alias', region: change.alias.region, name: change.alias.name }
      case 'put-principal':
        return { do: 'drop-principal', accessKeyId: change.principal.accessKeyId }
      case 'name-key':
        return { do: 'forget-name', name: change.name }
      default:
        return change
    }
  })
}

const portFile = 'port.json'

function wantedPort({ port, dataDir }: SandboxOptions): number {
  if (port === 'free') return 0
  if (port) return port
  const saved = readSmallFile(join(dataDir, portFile))
  return typeof saved === 'number' && Number.isInteger(saved) && saved > 0 && saved < 65_536 ? saved : 0
}

function rememberPort(folder: string, port: number): void {
  const path = join(folder, portFile)
  if (readSmallFile(path) !== port) writeSmallFile(path, JSON.stringify(port))
}

function asFailure(reason: unknown, folder: string): SandboxFailure {
  if (reason instanceof SandboxFailure) return reason
  const message = reason instanceof Error ? reason.message : String(reason)
  return new SandboxFailure('store-unusable', `The sandbox store cannot be used: ${message}`, { path: folder })
}

function once(run: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined
  return () => {
    result ??= run()
    return result
  }
}
