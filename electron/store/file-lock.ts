/**
 * One writer at a time across processes: the app and `npm run call` share a data folder. The lock is a file that names
 * its holder. A holder that died is told by its process id, one that hangs by the age of its lock, so that a killed
 * process never blocks the next one for long. Whoever holds it asks `assertHeld` before it commits: a lock that was taken
 * away meanwhile stops the write instead of losing another one's.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { systemCodeOf, unwritable } from './atomic-file.ts'

export interface HeldLock {
  /** Throws `store-in-use` when another process has taken the lock away. */
  assertHeld(): void
}

export interface LockTimes {
  /** How long to wait for another holder, in milliseconds. */
  patience: number
  /** The age in milliseconds at which a holder counts as hanging. */
  hangsAfter: number
}

const usual: LockTimes = { patience: 20_000, hangsAfter: 10_000 }

/**
 * Runs `act` while holding the lock of a file, `NAME.lock` beside it. Throws `store-in-use` when the lock cannot be had in
 * time and `file-unwritable` when the disk has no place for it.
 */
export function withLock<T>(file: string, act: (lock: HeldLock) => Promise<T>, times: LockTimes = usual): Promise<T> {
  const lockFile = `${file}${suffix}`
  const before = queues.get(lockFile) ?? Promise.resolve()
  const mine = before.then(() => locked(lockFile, act, times))
  const done = mine.then(
    () => undefined,
    () => undefined,
  )
  queues.set(lockFile, done)
  void done.then(() => {
    if (queues.get(lockFile) === done) queues.delete(lockFile)
  })
  return mine
}

const suffix = '.lock'

/** Callers of this process wait in line instead of competing for the file. */
const queues = new Map<string, Promise<void>>()

async function locked<T>(lockFile: string, act: (lock: HeldLock) => Promise<T>, times: LockTimes): Promise<T> {
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() })
  await acquire(lockFile, content, times)
  try {
    return await act({ assertHeld: () => assertHolds(lockFile, content) })
  } finally {
    if (read(lockFile) === content) rmSync(lockFile, { force: true })
  }
}

async function acquire(lockFile: string, content: string, times: LockTimes): Promise<void> {
  const deadline = performance.now() + times.patience
  while (!tryToTake(lockFile, content)) {
    removeStale(lockFile, times.hangsAfter)
    if (performance.now() > deadline) throw new DiagnosedError('store-in-use', { file: lockFile })
    await pause(5 + Math.random() * 20)
  }
}

function tryToTake(lockFile: string, content: string): boolean {
  makeFolderOf(lockFile)
  try {
    fill(openSync(lockFile, 'wx', 0o600), lockFile, content)
    return true
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false
    // Windows answers so while another process is just removing the file.
    if (systemCodeOf(error) === 'EPERM' && process.platform === 'win32') return false
    throw unwritable(fileOf(lockFile), error)
  }
}

/** What exists where the folder should be is no lock that somebody holds. */
function makeFolderOf(lockFile: string): void {
  try {
    mkdirSync(dirname(lockFile), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritable(fileOf(lockFile), error)
  }
}

const fileOf = (lockFile: string): string => lockFile.slice(0, -suffix.length)

/** On a full disk a file can be made and not filled: a nameless lock would keep everybody waiting. */
function fill(descriptor: number, lockFile: string, content: string): void {
  try {
    writeSync(descriptor, content)
  } catch (error) {
    rmSync(lockFile, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** Takes a dead holder's lock out of the way. Renaming first lets only one of several rescuers have it. */
function removeStale(lockFile: string, hangsAfter: number): void {
  const seen = read(lockFile)
  if (seen === undefined || !isStale(lockFile, seen, hangsAfter)) return
  const grave = `${lockFile}.${randomUUID()}.stale`
  try {
    renameSync(lockFile, grave)
  } catch (error) {
    if (isRefusal(error)) throw unwritable(fileOf(lockFile), error)
    return
  }
  // Another rescuer was faster and a live lock was caught instead: give it back unless the place is taken again.
  const caught = read(grave)
  if (caught !== undefined && caught !== seen) tryToTake(lockFile, caught)
  rmSync(grave, { force: true })
}

/** Whether the disk will never let us have it. Windows answers like this while another process has the file open. */
function isRefusal(error: unknown): boolean {
  const refusals = process.platform === 'win32' ? ['EROFS'] : ['EROFS', 'EACCES', 'EPERM']
  return refusals.includes(systemCodeOf(error) ?? '')
}

function isStale(lockFile: string, content: string, hangsAfter: number): boolean {
  const age = ageOf(lockFile)
  if (age === undefined) return false
  const holder = parseHolder(content)
  // Between creating and filling the file a holder is nameless for an instant.
  if (holder === undefined) return age > 1000
  if (holder.host === hostname() && !isAlive(holder.pid)) return true
  return age > hangsAfter
}

function parseHolder(content: string): { pid: number; host: string } | undefined {
  try {
    const holder: unknown = JSON.parse(content)
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('host' in holder)) return undefined
    const { pid, host } = holder
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCodeOf(error) !== 'ESRCH'
  }
}

function assertHolds(lockFile: string, content: string): void {
  if (read(lockFile) !== content) throw new DiagnosedError('store-in-use', { file: lockFile })
}

function ageOf(file: string): number | undefined {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return undefined
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
