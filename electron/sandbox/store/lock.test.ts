import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockStore, releaseDeadThread } from './lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function writeLock(holder: object): void {
  writeFileSync(
    join(folder, 'lock'),
    JSON.stringify({ pid: process.pid, started: '', thread: 0, token: 't', ...holder }),
  )
}

test('refuses a second holder and names the first', () => {
  const lock = lockStore(folder)
  expect(() => lockStore(folder)).toThrowError(
    expect.objectContaining({ code: 'store-locked', facts: { path: folder, pid: process.pid } }),
  )
  lock.release()
  lockStore(folder).release()
  expect(readdirSync(folder)).toEqual([])
})

test('replaces the lock of a process that has ended', () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeLock({ pid })
  lockStore(folder).release()
})

test.runIf(process.platform === 'linux')('replaces the lock of an earlier process with the same id', () => {
  writeLock({ started: 'another boot/1' })
  lockStore(folder).release()
})

test.each(['', '{', '{"pid":1}'])('replaces a lock that names nobody: %j', (text) => {
  writeFileSync(join(folder, 'lock'), text)
  lockStore(folder).release()
})

test('frees the lock of a thread that died, and no other', () => {
  lockStore(folder)
  releaseDeadThread(folder, threadId + 1)
  expect(readdirSync(folder)).toEqual(['lock'])
  releaseDeadThread(folder, threadId)
  expect(readdirSync(folder)).toEqual([])
})

test('does not release what another has taken over', () => {
  const lock = lockStore(folder)
  writeLock({ token: 'other' })
  lock.release()
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain('other')
})
