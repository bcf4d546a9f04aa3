/** Every operation against every state of a key, and the smaller operations by themselves. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from './operations/table.ts'
import { TestSandbox } from './test-client.ts'

const text = (plain: string) => Buffer.from(plain).toString('base64')

/** What each operation answers by the key's state: Enabled, Disabled, PendingDeletion, PendingImport. */
const D = 'DisabledException'
const S = 'KMSInvalidStateException'
const U = 'UnsupportedOperationException'
const ok = 200
const byState: Record<string, [object, (string | number)[]]> = {
  CancelKeyDeletion: [{}, [S, S, ok, S]],
  CreateAlias: [{ AliasName: 'alias/new' }, [ok, ok, S, ok]],
  CreateGrant: [{ Operations: ['Encrypt'] }, [ok, D, S, S]],
  DescribeKey: [{}, [ok, ok, ok, ok]],
  DisableKey: [{}, [ok, ok, S, S]],
  DisableKeyRotation: [{}, [ok, D, S, S]],
  EnableKey: [{}, [ok, ok, S, S]],
  EnableKeyRotation: [{}, [ok, D, S, S]],
  Encrypt: [{ Plaintext: text('x') }, [ok, D, S, S]],
  GenerateDataKey: [{ KeySpec: 'AES_256' }, [ok, D, S, S]],
  GenerateDataKeyWithoutPlaintext: [{ NumberOfBytes: 7 }, [ok, D, S, S]],
  GetKeyLastUsage: [{}, [ok, ok, ok, ok]],
  GetKeyPolicy: [{}, [ok, ok, ok, ok]],
  GetKeyRotationStatus: [{}, [ok, ok, ok, ok]],
  GetParametersForImport: [{ WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec: 'RSA_2048' }, [U, U, U, ok]],
  ListAliases: [{}, [ok, ok, ok, ok]],
  ListGrants: [{}, [ok, ok, ok, ok]],
  ListKeyPolicies: [{}, [ok, ok, ok, ok]],
  ListKeyRotations: [{}, [ok, ok, ok, ok]],
  ListResourceTags: [{}, [ok, ok, ok, ok]],
  ReplicateKey: [{ ReplicaRegion: 'eu-west-1' }, [U, U, U, U]],
  RotateKeyOnDemand: [{}, [ok, D, S, S]],
  ScheduleKeyDeletion: [{}, [ok, ok, S, ok]],
  TagResource: [{ Tags: [{ TagKey: 'a', TagValue: 'b' }] }, [ok, ok, S, ok]],
  UntagResource: [{ TagKeys: ['a'] }, [ok, ok, S, ok]],
  UpdateKeyDescription: [{ Description: 'd' }, [ok, ok, S, ok]],
  UpdatePrimaryRegion: [{ PrimaryRegion: 'eu-west-1' }, [U, U, U, U]],
}

/** Operations without a key of one state, or with more than one; they have tests of their own. */
const others = [
  'CreateKey',
  'Decrypt',
  'DeleteAlias',
  'DeleteImportedKeyMaterial',
  'GenerateRandom',
  'ImportKeyMaterial',
  'ListKeys',
  'ListRetirableGrants',
  'PutKeyPolicy',
  'ReEncrypt',
  'RetireGrant',
  'RevokeGrant',
  'UpdateAlias',
]

describe('by the state of a key', () => {
  const box = new TestSandbox()
  beforeAll(() => box.start())
  afterAll(() => box.end())

  async function inState(state: number): Promise<string> {
    const { KeyId } = (await box.call('CreateKey', state === 3 ? { Origin: 'EXTERNAL' } : {})).body.KeyMetadata
    if (state === 1) await box.call('DisableKey', { KeyId })
    if (state === 2) await box.call('ScheduleKeyDeletion', { KeyId })
    return KeyId
  }

  test.each(Object.entries(byState))('%s answers as AWS does', async (operation, [members, expected]) => {
    const found: (string | number)[] = []
    for (const state of [0, 1, 2, 3]) {
      const KeyId = await inState(state)
      const target = operation === 'CreateAlias' ? { TargetKeyId: KeyId } : { KeyId }
      const grantee = operation === 'CreateGrant' ? { GranteePrincipal: box.as('auditor').arn } : {}
      const { status, body } = await box.call(operation, { ...target, ...grantee, ...members })
      found.push(body.__type ?? status)
      await box.call('DeleteAlias', { AliasName: 'alias/new' })
    }
    expect(found).toEqual(expected)
  })

  test('is told of every operation, or the operation is one with a test of its own', () => {
    expect([...Object.keys(byState), ...others].sort()).toEqual([...operations.keys()].sort())
    expect(operations.size).toBe(40)
  })
})

describe('an operation', () => {
  let box: TestSandbox
  beforeEach(async () => {
    box = await new TestSandbox().start()
  })
  afterEach(() => box.end())

  const encrypted = async (KeyId: string, EncryptionContext?: object): Promise<string> =>
    (await box.call('Encrypt', { KeyId, Plaintext: text('x'), EncryptionContext })).body.CiphertextBlob

  test('re-encrypts from one key and context to another', async () => {
    const input = {
      CiphertextBlob: await encrypted('alias/vault-unseal', { a: '1' }),
      SourceEncryptionContext: { a: '1' },
      DestinationKeyId: 'alias/rotated',
      DestinationEncryptionContext: { b: '2' },
    }
    expect((await box.call('ReEncrypt', { ...input, SourceEncryptionContext: {} })).body.__type).toBe(
      'InvalidCiphertextException',
    )
    expect((await box.call('ReEncrypt', { ...input, DestinationKeyId: 'alias/disabled' })).body.__type).toBe(D)
    const { CiphertextBlob, KeyId, SourceKeyId } = (await box.call('ReEncrypt', input)).body
    expect([SourceKeyId, KeyId]).toEqual([box.key('fit').arn, box.key('rotated').arn])
    const opened = await box.call('Decrypt', { CiphertextBlob, EncryptionContext: { b: '2' } })
    expect([opened.body.KeyId, opened.body.Plaintext]).toEqual([KeyId, text('x')])
  })

  test('makes data keys of the size asked for, which Decrypt opens', async () => {
    const call = (members: object) => box.call('GenerateDataKey', { KeyId: 'alias/vault-unseal', ...members })
    for (const [members, size] of [
      [{ KeySpec: 'AES_128' }, 16],
      [{ KeySpec: 'AES_256' }, 32],
      [{ NumberOfBytes: 1024 }, 1024],
    ] as const) {
      const { CiphertextBlob, Plaintext } = (await call(members)).body
      expect(Buffer.from(Plaintext, 'base64').length).toBe(size)
      expect((await box.call('Decrypt', { CiphertextBlob })).body.Plaintext).toBe(Plaintext)
    }
    expect((await call({})).body.__type).toBe('ValidationException')
    expect((await call({ KeySpec: 'AES_256', NumberOfBytes: 1 })).body.__type).toBe('ValidationException')
  })

  test.each([
    ['Encrypt', { Plaintext: text('x') }],
    ['GenerateDataKey', { KeySpec: 'AES_256' }],
    ['GenerateDataKeyWithoutPlaintext', { KeySpec: 'AES_256' }],
    ['Decrypt', { DryRunModifiers: ['IGNORE_CIPHERTEXT'] }],
    ['ReEncrypt', { DryRunModifiers: ['IGNORE_CIPHERTEXT'], SourceKeyId: 'alias/rotated' }],
  ])('%s on a dry run says whether it would have succeeded', async (operation, members) => {
    const input = { KeyId: 'alias/vault-unseal', DestinationKeyId: 'alias/vault-unseal', DryRun: true, ...members }
    expect((await box.call(operation, input)).body.__type).toBe('DryRunOperationException')
    expect((await box.call(operation, input, box.as('auditor'))).body.__type).toBe('AccessDeniedException')
  })

  test('needs a ciphertext unless it only asks', async () => {
    for (const members of [{}, { DryRun: true }, { DryRunModifiers: ['IGNORE_CIPHERTEXT'] }]) {
      const { body } = await box.call('Decrypt', { KeyId: 'alias/vault-unseal', ...members })
      expect(body.__type).toBe('ValidationException')
    }
  })

  test('tells when a key was last used, and keeps it over a stop', async () => {
    const { keyId: KeyId } = box.key('fit')
    const usage = async () => (await box.call('GetKeyLastUsage', { KeyId })).body
    expect((await usage()).KeyLastUsage).toEqual({})
    await encrypted(KeyId)
    box.now += 1000
    const answer = await box.call('Decrypt', { CiphertextBlob: await encrypted(KeyId) })
    const { KeyLastUsage } = await usage()
    expect(KeyLastUsage).toMatchObject({
      Operation: 'Decrypt',
      Timestamp: box.now / 1000,
      KmsRequestId: answer.headers['x-amzn-requestid'],
    })
    await box.stop()
    await box.start()
    expect((await usage()).KeyLastUsage).toEqual(KeyLastUsage)
  })

  test('changes a description', async () => {
    const { keyId: KeyId } = box.key('fit')
    expect((await box.call('UpdateKeyDescription', { KeyId, Description: 'new' })).text).toBe('')
    expect((await box.call('DescribeKey', { KeyId })).body.KeyMetadata.Description).toBe('new')
  })

  test('pages through tags, grants and rotations', async () => {
    const { keyId: KeyId } = box.key('rotated')
    const Tags = Array.from({ length: 5 }, (_, index) => ({ TagKey: `k${index}`, TagValue: '' }))
    await box.call('TagResource', { KeyId, Tags })
    const grant = { KeyId, GranteePrincipal: box.as('auditor').arn, Operations: ['Encrypt'] }
    for (let count = 0; count < 5; count++) await box.call('CreateGrant', grant)
    for (const [operation, member, total] of [
      ['ListResourceTags', 'Tags', 5],
      ['ListGrants', 'Grants', 5],
      ['ListKeyRotations', 'Rotations', 3],
    ] as const) {
      const items: unknown[] = []
      for (let Marker: string | undefined, more = true; more; ) {
        const { body } = await box.call(operation, { KeyId, Limit: 2, Marker })
        items.push(...body[member])
        Marker = body.NextMarker
        more = body.Truncated
      }
      expect([operation, items.length]).toEqual([operation, total])
      const foreign = await box.call(operation, { KeyId, Marker: text('["keys","x"]') })
      expect(foreign.body.__type).toBe('InvalidMarkerException')
    }
  })
})
