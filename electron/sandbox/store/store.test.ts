import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AliasRecord } from '../model/key.ts'
import { type Change, World } from '../model/world.ts'
import { type Disk, realDisk } from './disk.ts'
import { encodeLine } from './line.ts'
import { Store } from './store.ts'
import { headerLine, readStore } from './store-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-store-'))
  path = join(folder, 'store.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function alias(name: string): AliasRecord {
  return { name, region: 'us-east-1', account: '111122223333', targetKeyId: 'k', createdAt: 1, updatedAt: 1 }
}

/** Does in memory what a request does: apply, then append with the way back. */
function put(world: World, store: Store, name: string): Promise<void> {
  const change: Change = { do: 'put-alias', alias: alias(name) }
  const inverse = world.apply(change)
  store.append([change], () => inverse && world.apply(inverse))
  return store.settled() ?? Promise.resolve()
}

function names(world: World): string[] {
  return world
    .ring({ account: '111122223333', region: 'us-east-1' })
    .aliases.page(undefined, 1_000_000)
    .items.map(({ name }) => name)
}

function onDisk(): string[] {
  const world = new World()
  for (const change of readStore(readFileSync(path), path)?.changes ?? []) world.apply(change)
  return names(world)
}

/** A disk whose writes can be made to fail after some of the bytes have been written. */
function fragileDisk(): Disk & { failing: boolean; writes: number } {
  const disk = {
    ...realDisk,
    failing: false,
    writes: 0,
    async open(file: string, fresh: boolean) {
      const real = await realDisk.open(file, fresh)
      return {
        ...real,
        async write(bytes: Buffer, offset: number) {
          disk.writes++
          if (!disk.failing) return real.write(bytes, offset)
          await real.write(bytes.subarray(0, bytes.length >> 1), offset)
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        },
      }
    },
  }
  return disk
}

describe('Store', () => {
  test('has every change on the disk before it is settled', async () => {
    const world = new World()
    const store = await Store.create(realDisk, path, world)
    await put(world, store, 'alias/a')
    expect(onDisk()).toEqual(['alias/a'])
    expect(store.settled()).toBeUndefined()
    await store.close()
  })

  test('writes changes that come in together with one sync', async () => {
    const world = new World()
    const disk = fragileDisk()
    const store = await Store.create(disk, path, world)
    disk.writes = 0
    await Promise.all(Array.from({ length: 100 }, (_, index) => put(world, store, `alias/${index}`)))
    expect(onDisk()).toHaveLength(100)
    expect(disk.writes).toBeLessThanOrEqual(3)
    await store.close()
  })

  test('takes back what a full disk refused, and goes on when there is room again', async () => {
    const world = new World()
    const disk = fragileDisk()
    const store = await Store.create(disk, path, world)
    await put(world, store, 'alias/kept')
    disk.failing = true
    const outcomes = await Promise.allSettled([put(world, store, 'alias/x'), put(world, store, 'alias/y')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(names(world)).toEqual(['alias/kept'])
    disk.failing = false
    await put(world, store, 'alias/later')
    expect(names(world)).toEqual(['alias/kept', 'alias/later'])
    expect(onDisk()).toEqual(['alias/kept', 'alias/later'])
    await store.close()
  })

  test('drops a cut end at any byte and keeps all lines before it', async () => {
    const world = new World()
    const store = await Store.create(realDisk, path, world)
    await put(world, store, 'alias/a')
    const before = readFileSync(path).length
    await put(world, store, 'alias/b')
    await store.close()
    const bytes = readFileSync(path)
    for (let length = before; length < bytes.length; length++) {
      expect(readStore(bytes.subarray(0, length), path)?.length).toBe(before)
    }
  })

  test('takes any other spoilt byte for damage, and keeps what lies before a damaged end', async () => {
    const world = new World()
    const store = await Store.create(realDisk, path, world)
    await put(world, store, 'alias/a')
    await put(world, store, 'alias/b')
    await store.close()
    const bytes = readFileSync(path)
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1
    for (let index = 0; index < lastLine; index++) {
      const spoilt = Buffer.from(bytes)
      spoilt[index] = (spoilt[index] ?? 0) ^ 0x01
      const read = readStore(spoilt, path)
      // Without its line feed the line before the last takes the last one with it.
      if (index === lastLine - 1) expect(read?.damagedEnd).toBe(true)
      else expect(read, `byte ${index}`).toBeUndefined()
    }
  })

  test('reads a line of very many changes, as a reset writes it', () => {
    const change: Change = { do: 'drop-alias', account: '111122223333', region: 'us-east-1', name: 'alias/a' }
    const bytes = Buffer.concat([headerLine(), encodeLine(Array.from({ length: 200_000 }, () => change))])
    expect(readStore(bytes, path)?.changes).toHaveLength(200_000)
  })

  test('leaves a store of a later format alone', async () => {
    const later = '{"store":"sealwright-sandbox","format":3}'
    const { crc32 } = await import('node:zlib')
    const line = `${crc32(later).toString(16).padStart(8, '0')} ${later}\n`
    expect(() => readStore(Buffer.from(line), path)).toThrowError(expect.objectContaining({ code: 'store-too-new' }))
  })

  test('is rewritten with only what counts when it has grown', async () => {
    const world = new World()
    const store = await Store.create(realDisk, path, world)
    await Promise.all(Array.from({ length: 21_000 }, () => put(world, store, 'alias/same')))
    await put(world, store, 'alias/after')
    await store.close()
    expect(readFileSync(path).length).toBeLessThan(1000)
    expect(onDisk()).toEqual(['alias/after', 'alias/same'])
  })

  test('keeps all when the name of a rewritten file could not be synced', async () => {
    const world = new World()
    const disk = { ...realDisk, syncFolderOf: realDisk.syncFolderOf }
    const store = await Store.create(disk, path, world)
    disk.syncFolderOf = () => Promise.reject(new Error('input/output error'))
    await Promise.all(Array.from({ length: 21_000 }, () => put(world, store, 'alias/same')))
    await expect(put(world, store, 'alias/refused')).rejects.toThrow('input/output error')
    disk.syncFolderOf = realDisk.syncFolderOf
    await put(world, store, 'alias/after')
    await store.close()
    expect(readFileSync(path).length).toBeLessThan(1000)
    expect(onDisk()).toEqual(['alias/after', 'alias/same'])
  })

  test('goes on after its rewritten file could not be opened for a while', async () => {
    const world = new World()
    const disk = { ...realDisk, open: realDisk.open }
    const store = await Store.create(disk, path, world)
    disk.open = (file, fresh) => (fresh ? realDisk.open(file, fresh) : Promise.reject(new Error('too many open files')))
    await Promise.all(Array.from({ length: 21_000 }, () => put(world, store, 'alias/same')))
    await expect(put(world, store, 'alias/refused')).rejects.toThrow('too many open files')
    disk.open = realDisk.open
    await put(world, store, 'alias/after')
    await store.close()
    expect(names(world)).toEqual(['alias/after', 'alias/same'])
    expect(onDisk()).toEqual(['alias/after', 'alias/same'])
  })

  test('cuts off at its close what a failed write left', async () => {
    const world = new World()
    const disk = fragileDisk()
    const store = await Store.create(disk, path, world)
    const before = readFileSync(path)
    disk.failing = true
    await expect(put(world, store, 'alias/x')).rejects.toThrow('no space left')
    await store.close()
    expect(readFileSync(path)).toEqual(before)
  })
})
