/** A store that the first release wrote, opened by this one. */
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeLine } from './store/line.ts'
import { TestSandbox } from './test-client.ts'

const first = join(import.meta.dirname, 'testdata/format-1')
const facts = JSON.parse(readFileSync(join(first, 'facts.json'), 'utf8'))

let box: TestSandbox
beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-upgrade-'))
  copyFileSync(join(first, 'store.jsonl'), join(dataDir, 'store.jsonl'))
  box = await new TestSandbox({ dataDir }).start()
})
afterEach(() => box.end())

const header = () => {
  const bytes = readFileSync(join(box.dataDir, 'store.jsonl'))
  return decodeLine(bytes.subarray(0, bytes.indexOf(0x0a)))
}

test('keeps its owner, keys, aliases and names, and gains the principals that it lacked', async () => {
  const { ready } = box.running
  expect(ready.damagedStore).toBeUndefined()
  expect(ready.keys).toEqual(facts.ready.keys)
  expect(ready.principals[0]).toEqual(facts.ready.principals[0])
  expect(ready.principals.map(({ name }) => name)).toEqual([
    'owner',
    'seal-server',
    'auditor',
    'other-account',
    'seal-role',
  ])
  const names = (await box.call('ListAliases', { Limit: 100 })).body.Aliases.map(
    ({ AliasName }: { AliasName: string }) => AliasName,
  )
  expect(names).toContain('alias/made')
  expect(names).not.toContain('alias/gone')
  expect((await box.call('GetKeyRotationStatus', { KeyId: facts.made })).body.RotationPeriodInDays).toBe(90)
  expect((await box.call('ListResourceTags', { KeyId: facts.made })).body.Tags).toEqual([
    { TagKey: 'a', TagValue: 'b' },
  ])
})

test('still opens what was encrypted, before and after a rotation and under imported material', async () => {
  const open = async (CiphertextBlob: string, EncryptionContext?: object) => {
    const { body } = await box.call('Decrypt', { CiphertextBlob, EncryptionContext })
    return Buffer.from(body.Plaintext, 'base64').toString()
  }
  expect(await open(facts.beforeRotation)).toBe('before the rotation')
  expect(await open(facts.afterRotation, { purpose: 'test' })).toBe('after the rotation')
  expect(await open(facts.imported)).toBe('under imported material')
})

test('has its denials in a policy', async () => {
  const { arn, keyId } = box.key('denied')
  const refused = await box.call('Encrypt', { KeyId: arn, Plaintext: 'eA==' })
  expect(refused.body.Message).toMatch(/with an explicit deny in a resource-based policy$/)
  const { Policy } = (await box.call('GetKeyPolicy', { KeyId: keyId })).body
  expect(JSON.parse(Policy).Statement).toHaveLength(2)
})

test('is written in the format of today, and opened again as such', async () => {
  expect(header()).toEqual({ store: 'sealwright-sandbox', format: 2 })
  const before = box.running.ready
  await box.stop()
  await box.start()
  expect({ ...box.running.ready, endpoint: '' }).toEqual({ ...before, endpoint: '' })
})
