import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckSubject } from '../../shared/domain/saved-seal.ts'
import { createSealsStore, type SealsStore } from './seals-store.ts'
import { asNobody } from './testing/as-nobody.ts'

let folder: string
let store: SealsStore
let time: number
let count: number
const subject: CheckSubject = { connection: { kind: 'sandbox' }, kmsKeyId: 'alias/vault-unseal' }
const input = {
  name: 'Production',
  engine: { product: 'openbao', version: '2.6.2' },
  connection: { kind: 'sandbox' },
  parameters: { kms_key_id: 'alias/vault-unseal', region: 'eu-west-1' },
} as const

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-seals-'))
  time = Date.parse('2026-11-25T12:00:00Z')
  count = 0
  store = open()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function open(): SealsStore {
  const newId = () => {
    count += 1
    return `seal-${count}`
  }
  return createSealsStore({ directory: folder, clock: { now: () => new Date(time) }, newId })
}
const file = () => join(folder, 'seals.json')

describe('the seals store', () => {
  it('is empty at first and creates nothing by being read', async () => {
    expect(await store.list()).toEqual({ seals: [], keptAside: [] })
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps a saved seal across a restart', async () => {
    const saved = await store.save(input)
    expect(saved).toEqual({
      ...input,
      id: 'seal-1',
      createdAt: '2026-11-25T12:00:00.000Z',
      updatedAt: '2026-11-25T12:00:00.000Z',
    })
    expect((await open().list()).seals).toEqual([saved])
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({ format: 1, seals: [saved] })
  })

  it('replaces a seal in its place and keeps its birth and its check', async () => {
    const first = await store.save(input)
    await store.save({ ...input, name: 'Second' })
    const checked = await store.recordCheck(first.id, { verdict: 'pass', subject })
    time += 1000
    const renamed = await store.save({ ...input, id: first.id, name: 'Renamed' })
    expect(renamed).toMatchObject({
      id: first.id,
      createdAt: first.createdAt,
      updatedAt: '2026-11-25T12:00:01.000Z',
      lastCheck: checked.lastCheck,
    })
    expect((await store.list()).seals.map(({ name }) => name)).toEqual(['Renamed', 'Second'])
  })

  it('puts a removed seal back under its id', async () => {
    const saved = await store.save(input)
    await store.remove(saved.id)
    expect((await store.list()).seals).toEqual([])
    expect((await store.save({ ...input, id: saved.id })).id).toBe(saved.id)
  })

  it('stamps a check with the time of its end', async () => {
    const { id } = await store.save(input)
    time += 60_000
    const checked = await store.recordCheck(id, { verdict: 'fail', subject })
    expect(checked.lastCheck).toEqual({ verdict: 'fail', subject, at: '2026-11-25T12:01:00.000Z' })
    expect((await store.list()).seals).toEqual([checked])
  })

  it('knows no seal that is not there', async () => {
    await expect(store.remove('nowhere')).rejects.toMatchObject({ diagnosis: { code: 'not-found' } })
    await expect(store.recordCheck('nowhere', { verdict: 'pass', subject })).rejects.toMatchObject({
      diagnosis: { code: 'not-found' },
    })
  })

  it('loses nothing when many save at once', async () => {
    const stores = [store, open(), open()]
    await Promise.all(Array.from({ length: 30 }, (_, n) => stores[n % 3]?.save({ ...input, name: `Seal ${n}` })))
    expect(new Set((await store.list()).seals.map(({ name }) => name)).size).toBe(30)
  })
})

describe('a damaged seals file', () => {
  it.each([
    ['no JSON', '{"format":1,"seals":[{"id":'],
    ['empty', ''],
    ['another shape', '[]'],
    ['a format that never was', '{"format":0,"seals":[]}'],
  ])('with %s is kept aside whole and named until it is gone', async (_, text) => {
    await writeFile(file(), text)
    const { seals, keptAside } = await store.list()
    expect(seals).toEqual([])
    expect(keptAside).toEqual([join(folder, 'seals.damaged-2026-11-25T12-00-00-000Z.json')])
    expect(await readFile(keptAside[0] ?? '', 'utf8')).toBe(text)
    await store.save(input)
    expect((await open().list()).keptAside).toEqual(keptAside)
    await rm(keptAside[0] ?? '')
    expect(await open().list()).toMatchObject({ seals: [{ name: 'Production' }], keptAside: [] })
  })

  it('never takes the name of an earlier one', async () => {
    for (const text of ['first', 'second', 'third']) {
      await writeFile(file(), text)
      await store.list()
    }
    const { keptAside } = await store.list()
    const texts = await Promise.all(keptAside.map((path) => readFile(path, 'utf8')))
    expect(texts.sort()).toEqual(['first', 'second', 'third'])
  })

  it('loses only the bad entry', async () => {
    const good = await store.save(input)
    await store.save({ ...input, name: 'Second' })
    const text = (await readFile(file(), 'utf8')).replace('"Second"', '""')
    await writeFile(file(), text)
    const { seals, keptAside } = await store.list()
    expect(seals).toEqual([good])
    expect(await readFile(keptAside[0] ?? '', 'utf8')).toBe(text)
    expect((await store.list()).keptAside).toHaveLength(1)
  })

  it('still shows what is sound where it cannot be kept aside, and says why', async (context) => {
    if (process.platform === 'win32') context.skip('Windows keeps no such permissions')
    const good = await store.save(input)
    const text = (await readFile(file(), 'utf8')).replace('[', '["no seal",')
    await writeFile(file(), text)
    await chmod(file(), 0o644)
    await chmod(folder, 0o555)
    const found = await asNobody(() => store.list())
    await chmod(folder, 0o755)
    expect(found).toEqual({
      seals: [good],
      keptAside: [],
      damage: {
        code: 'store-damaged',
        retry: 'after-fix',
        evidence: { file: file(), reason: 'not-kept-aside', systemCode: 'EACCES' },
      },
    })
    expect(await readFile(file(), 'utf8')).toBe(text)
    expect((await store.list()).keptAside).toHaveLength(1)
  })

  it('is kept aside by a save that finds it, too', async () => {
    await writeFile(file(), 'broken')
    await store.save(input)
    expect(await store.list()).toMatchObject({ seals: [{ name: 'Production' }], keptAside: [expect.any(String)] })
  })

  it('cannot hold a secret: an entry with a literal one is not read', async () => {
    await store.save(input)
    const text = (await readFile(file(), 'utf8')).replace('"region"', '"secret_key": "literal", "region"')
    await writeFile(file(), text)
    expect((await store.list()).seals).toEqual([])
  })
})

describe('a seals file of a newer release', () => {
  const text = '{"format":2,"seals":{"any":"shape"}}'

  it.each<[string, () => Promise<unknown>]>([
    ['list', () => store.list()],
    ['save', () => store.save(input)],
    ['remove', () => store.remove('seal-1')],
    ['recordCheck', () => store.recordCheck('seal-1', { verdict: 'pass', subject })],
  ])('is refused by %s and left as it is', async (_, act) => {
    await writeFile(file(), text)
    await expect(act()).rejects.toMatchObject({ diagnosis: { code: 'store-too-new', evidence: { file: file() } } })
    expect(await readFile(file(), 'utf8')).toBe(text)
    expect(await readdir(folder)).toEqual(['seals.json'])
  })
})
