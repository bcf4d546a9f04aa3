import { describe, expect, it } from 'vitest'
import { describeKey, keyRotation } from './describe-key.ts'
import { listKeys } from './list-keys.ts'
import { diagnosisOf } from './testing/diagnosed.ts'
import { FakeKms } from './testing/fake-kms.ts'

function kmsWithAliases() {
  const kms = new FakeKms()
  kms.pageSize = 2
  const keys = [kms.addKey(), kms.addKey(), kms.addKey()]
  const [first, second] = keys
  if (!first || !second) throw new Error('no keys')
  kms.addAlias('alias/aws/s3')
  kms.addAlias('alias/one', first.keyId)
  kms.addAlias('alias/uno', first.keyId)
  kms.addAlias('alias/two', second.keyId)
  return { kms, keys, first, second }
}

describe('listing', () => {
  it('joins keys and aliases and keeps those that AWS reserves', async () => {
    const { kms, keys } = kmsWithAliases()
    const list = await listKeys(kms.session)
    expect(list.keys.map(({ keyId, aliases }) => [keyId, aliases])).toEqual([
      [keys[0]?.keyId, ['alias/one', 'alias/uno']],
      [keys[1]?.keyId, ['alias/two']],
      [keys[2]?.keyId, []],
    ])
    expect(list.aliases.map(({ name, targetKeyId }) => [name, targetKeyId])).toContainEqual(['alias/aws/s3', undefined])
  })

  it('counts what it has loaded, page by page', async () => {
    const counts: number[] = []
    await listKeys(kmsWithAliases().kms.session, { onProgress: (loaded) => counts.push(loaded) })
    expect(counts.at(-1)).toBe(7)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
  })

  it('ends both listings when one fails', async () => {
    const { kms } = kmsWithAliases()
    kms.pageSize = 1
    kms.fail('ListAliases', 'permission-denied')
    expect(await diagnosisOf(listKeys(kms.session))).toMatchObject({ code: 'permission-denied' })
    const reached = kms.calls.length
    await new Promise(setImmediate)
    expect(kms.calls.length).toBe(reached)
  })

  it('ends with AbortError when aborted', async () => {
    const signal = AbortSignal.abort()
    await expect(listKeys(kmsWithAliases().kms.session, { signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('joins a hundred thousand aliases in a moment', async () => {
    const kms = new FakeKms()
    kms.pageSize = 100_000
    const keys = Array.from({ length: 1000 }, () => kms.addKey())
    for (let i = 0; i < 100_000; i++) kms.addAlias(`alias/a${i}`, keys[i % keys.length]?.keyId)
    const { aliases, keys: listed } = await listKeys(kms.session)
    expect(aliases).toHaveLength(100_000)
    expect(listed.map((key) => key.aliases.length)).toEqual(listed.map(() => 100))
  })
})

describe('one key', () => {
  it('is described with its aliases, by whichever spelling', async () => {
    const { kms, first } = kmsWithAliases()
    for (const spelling of [first.keyId, first.keyArn, 'alias/one']) {
      expect(await describeKey(kms.session, spelling)).toEqual({ ...first, aliases: ['alias/one', 'alias/uno'] })
    }
  })

  it('is described without them where listing is refused, and says so', async () => {
    const { kms, first } = kmsWithAliases()
    kms.fail('ListAliases', 'permission-denied')
    expect(await describeKey(kms.session, first.keyId)).toMatchObject({ aliases: [], aliasesUnknown: true })
  })

  it('is not described when the way to KMS breaks in between', async () => {
    const { kms, first } = kmsWithAliases()
    kms.fail('ListAliases', 'endpoint-unreachable')
    expect((await diagnosisOf(describeKey(kms.session, first.keyId))).code).toBe('endpoint-unreachable')
  })

  it.each([
    ['RSA_2048', 'AWS_KMS', false],
    ['HMAC_256', 'AWS_KMS', false],
    ['SYMMETRIC_DEFAULT', 'EXTERNAL', false],
    ['SYMMETRIC_DEFAULT', 'AWS_CLOUDHSM', false],
    ['SYMMETRIC_DEFAULT', 'AWS_KMS', true],
  ])('knows whether a key of spec %s and origin %s can rotate by itself', async (spec, origin, supported) => {
    const kms = new FakeKms()
    const { keyId } = kms.addKey({ spec, origin })
    expect((await keyRotation(kms.session, keyId)).automatic.supported).toBe(supported)
  })

  it('gives its rotation by alias too, asking KMS by ARN', async () => {
    const { kms, first } = kmsWithAliases()
    kms.rotate(first.keyId)
    const { materials } = await keyRotation(kms.session, 'alias/one')
    expect(materials.map(({ state }) => state)).toEqual(['NON_CURRENT', 'CURRENT'])
    expect(kms.calls.at(-1)).toEqual({ operation: 'ListKeyRotations', key: first.keyArn })
  })
})
