import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './file-lock.ts'
import { asNobody } from './testing/as-nobody.ts'

const quick = { patience: 150, hangsAfter: 10_000 }
/** No process can have this number on any of our systems. */
const deadPid = 2 ** 30
let folder: string
let file: string
let lock: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-lock-'))
  file = join(folder, 'seals.json')
  lock = `${file}.lock`
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const heldBy = (pid: number, host = hostname()) => writeFile(lock, JSON.stringify({ pid, host, token: 'other' }))

describe('withLock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(file, async () => {
          inside += 1
          most = Math.max(most, inside)
          await Promise.resolve()
          inside -= 1
        }),
      ),
    )
    expect(most).toBe(1)
    expect(existsSync(lock)).toBe(false)
  })

  it('gives up with a diagnosis while a living process holds it', async () => {
    await heldBy(process.pid)
    await expect(withLock(file, async () => 'in', quick)).rejects.toMatchObject({
      diagnosis: { code: 'store-in-use', evidence: { file: lock } },
    })
    expect(existsSync(lock)).toBe(true)
  })

  it('takes over from a process that died', async () => {
    await heldBy(deadPid)
    expect(await withLock(file, async () => 'in', quick)).toBe('in')
  })

  it('does not judge processes of another machine, but takes over from one that hangs', async () => {
    await heldBy(deadPid, 'another-machine')
    await expect(withLock(file, async () => 'in', quick)).rejects.toMatchObject({ diagnosis: { code: 'store-in-use' } })
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock, longAgo, longAgo)
    expect(await withLock(file, async () => 'in', quick)).toBe('in')
  })

  it('takes over a lock that was never filled', async () => {
    await writeFile(lock, '')
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock, longAgo, longAgo)
    expect(await withLock(file, async () => 'in', quick)).toBe('in')
  })

  it('says at once that a file lies where the folder should be', async () => {
    await writeFile(file, '')
    const below = join(file, 'seals.json')
    await expect(withLock(below, async () => 'in', quick)).rejects.toMatchObject({
      diagnosis: { code: 'file-unwritable', evidence: { file: below, systemCode: 'EEXIST' } },
    })
  })

  it('says at once that a dead holder’s lock lies where it may not write', async (context) => {
    if (process.platform === 'win32') context.skip('Windows keeps no such permissions')
    await heldBy(deadPid)
    await chmod(folder, 0o555)
    const refused = asNobody(() => withLock(file, async () => 'in', quick))
    await expect(refused).rejects.toMatchObject({
      diagnosis: { code: 'file-unwritable', evidence: { file, systemCode: 'EACCES' } },
    })
    await chmod(folder, 0o755)
    expect(existsSync(lock)).toBe(true)
  })

  it('tells a holder that its lock was taken away, and does not remove the new one', async () => {
    const act = withLock(file, async (held) => {
      await heldBy(process.pid)
      held.assertHeld()
    })
    await expect(act).rejects.toMatchObject({ diagnosis: { code: 'store-in-use' } })
    expect(readFileSync(lock, 'utf8')).toContain('other')
  })
})
