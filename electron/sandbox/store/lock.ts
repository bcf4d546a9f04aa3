/**
 * One process, one store. The lock is a file that names its holder: process id, the moment that process started, and
 * the thread, so that neither a reused process id nor a worker that died in a living process keeps a store shut. It is
 * created whole by linking, and a dead holder's lock is replaced only by who holds the gate beside it, so that two
 * processes that both find it dead cannot both win.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { SandboxFailure, systemCode } from '../failure.ts'
import { linkExclusive } from './small-file.ts'

export interface LockHolder {
  readonly pid: number
  readonly started: string
  readonly thread: number
  readonly token: string
}

export interface StoreLock {
  release(): void
}

/** A gate older than this was left by a process killed in the few microseconds of passing it. */
const gatePatience = 10_000

/** Takes the lock of a folder, or throws `store-locked` with the process that has it. */
export function lockStore(folder: string): StoreLock {
  const path = join(folder, 'lock')
  const mine: LockHolder = { pid: process.pid, started: startOf(process.pid), thread: threadId, token: randomUUID() }
  for (let attempt = 0; attempt < 20; attempt++) {
    if (create(path, mine)) return { release: () => releaseOwn(path, mine.token) }
    const holder = readHolder(path)
    if (holder && isAlive(holder)) throw locked(folder, holder)
    replaceDead(path)
  }
  throw new SandboxFailure('store-locked', `The sandbox store cannot be locked: ${folder}`, { path: folder })
}

/** Frees a lock that a thread of this process left behind when it died. Only the thread's host may call it. */
export function releaseDeadThread(folder: string, deadThread: number): void {
  const path = join(folder, 'lock')
  const holder = readHolder(path)
  if (holder?.pid === process.pid && holder.thread === deadThread) rmSync(path, { force: true })
}

function create(path: string, holder: LockHolder): boolean {
  const draft = `${path}.${holder.token}`
  try {
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
    linkExclusive(draft, path)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function replaceDead(path: string): void {
  const gate = `${path}.gate`
  try {
    writeFileSync(gate, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    removeOldGate(gate)
    return
  }
  try {
    const holder = readHolder(path)
    if (!holder || !isAlive(holder)) rmSync(path, { force: true })
  } finally {
    rmSync(gate, { force: true })
  }
}

function removeOldGate(gate: string): void {
  try {
    if (Date.now() - statSync(gate).mtimeMs > gatePatience) rmSync(gate, { force: true })
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

function releaseOwn(path: string, token: string): void {
  if (readHolder(path)?.token === token) rmSync(path, { force: true })
}

function readHolder(path: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isHolder(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false
  const { pid, started, thread, token } = value as Record<string, unknown>
  return Number.isInteger(pid) && typeof started === 'string' && Number.isInteger(thread) && typeof token === 'string'
}

/** A process that exists and started when the lock says. Where the start cannot be known, existing is enough. */
function isAlive({ pid, started }: LockHolder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false
  }
  const now = startOf(pid)
  return now !== 'ended' && (started === '' || now === '' || now === started)
}

/** What tells two processes with the same id apart, or the empty string where the system does not say cheaply. */
function startOf(pid: number): string {
  if (process.platform === 'linux') return startOnLinux(pid)
  if (process.platform !== 'darwin') return ''
  try {
    return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** Field 22 counts ticks since the machine started, so the boot id belongs to it. A zombie has ended. */
function startOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return ''
  }
}

function locked(folder: string, { pid }: LockHolder): SandboxFailure {
  const message = `The sandbox store is in use by process ${pid}: ${folder}`
  return new SandboxFailure('store-locked', message, { path: folder, pid })
}
