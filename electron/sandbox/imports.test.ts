/** Importing key material: how it is wrapped, what must be the same, what waits for a rotation. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestSandbox } from './test-client.ts'
import { importMaterial, wrap } from './test-import.ts'

const box = new TestSandbox()
beforeAll(() => box.start())
afterAll(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')
const external = async (input: object = {}): Promise<string> =>
  (await box.call('CreateKey', { Origin: 'EXTERNAL', ...input })).body.KeyMetadata.KeyId
const never = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
const fresh = { ...never, ImportType: 'NEW_KEY_MATERIAL' }
const history = async (KeyId: string) =>
  (await box.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).body.Rotations

describe('material', () => {
  test.each([
    ['RSAES_OAEP_SHA_1', 'RSA_2048'],
    ['RSAES_OAEP_SHA_256', 'RSA_3072'],
    ['RSA_AES_KEY_WRAP_SHA_1', 'RSA_2048'],
    ['RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048'],
  ])('is taken wrapped with %s under %s', async (algorithm, spec) => {
    const KeyId = await external()
    const { status } = await importMaterial(box, KeyId, randomBytes(32), { algorithm, spec })
    expect(status).toBe(200)
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    expect((await box.call('Decrypt', { CiphertextBlob })).body.Plaintext).toBe(text('x'))
  })

  test.each(['RSAES_PKCS1_V1_5', 'SM2PKE'])('is not taken wrapped with %s', async (algorithm) => {
    const KeyId = await external()
    const input = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: 'RSA_2048' }
    const { ImportToken } = (await box.call('GetParametersForImport', input)).body
    const answer = await box.call('ImportKeyMaterial', {
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: text('x'.repeat(256)),
      ...never,
    })
    expect(answer.body.__type).toBe('UnsupportedOperationException')
  })

  test('is refused with another token, another wrapping, another size, or too late', async () => {
    const [KeyId, other] = [await external(), await external()]
    const parameters = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
    const { ImportToken, PublicKey } = (await box.call('GetParametersForImport', { KeyId, ...parameters })).body
    const kind = async (change: object) => {
      const EncryptedKeyMaterial = wrap(randomBytes(32), PublicKey, 'RSAES_OAEP_SHA_256').toString('base64')
      return (await box.call('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ...never, ...change }))
        .body.__type
    }
    expect(await kind({ KeyId: other })).toBe('InvalidImportTokenException')
    expect(await kind({ ImportToken: text('forged') })).toBe('InvalidImportTokenException')
    const otherWrapping = wrap(randomBytes(32), PublicKey, 'RSAES_OAEP_SHA_1').toString('base64')
    expect(await kind({ EncryptedKeyMaterial: otherWrapping })).toBe('InvalidCiphertextException')
    const short = wrap(randomBytes(16), PublicKey, 'RSAES_OAEP_SHA_256').toString('base64')
    expect(await kind({ EncryptedKeyMaterial: short })).toBe('IncorrectKeyMaterialException')
    expect(await kind({ ValidTo: box.now / 1000 + 60 })).toBe('ValidationException')
    expect(await kind({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: box.now / 1000 - 1 })).toBe(
      'ValidationException',
    )
    await box.running.advance(1.01)
    expect(await kind({})).toBe('ExpiredImportTokenException')
  })

  test('waits for a rotation when it is new, can be taken back until then, and must all be there', async () => {
    const KeyId = await external()
    const [one, two] = [randomBytes(32), randomBytes(32)]
    const first = (await importMaterial(box, KeyId, one)).body.KeyMaterialId
    const described = { ...fresh, KeyMaterialDescription: 'the second' }
    const second = (await importMaterial(box, KeyId, two, { members: described })).body.KeyMaterialId
    expect(await history(KeyId)).toMatchObject([
      { KeyMaterialId: first, KeyMaterialState: 'CURRENT', ImportState: 'IMPORTED' },
      { KeyMaterialId: second, KeyMaterialState: 'PENDING_ROTATION', KeyMaterialDescription: 'the second' },
    ])
    await box.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: second })
    expect(await history(KeyId)).toHaveLength(1)
    await importMaterial(box, KeyId, two, { members: described })
    await box.call('RotateKeyOnDemand', { KeyId })
    expect(await history(KeyId)).toMatchObject([
      { KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' },
      { KeyMaterialId: second, KeyMaterialState: 'CURRENT', RotationType: 'ON_DEMAND' },
    ])
    const gone = await box.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: first })
    expect(gone.body.KeyMaterialId).toBe(first)
    const { KeyMetadata } = (await box.call('DescribeKey', { KeyId })).body
    expect([KeyMetadata.KeyState, KeyMetadata.CurrentKeyMaterialId]).toEqual(['PendingImport', second])
    expect((await history(KeyId))[0].ImportState).toBe('PENDING_IMPORT')
    const claimed = await importMaterial(box, KeyId, one, { members: { ...never, KeyMaterialId: second } })
    expect(claimed.body.__type).toBe('IncorrectKeyMaterialException')
    await importMaterial(box, KeyId, one, { members: { ...never, KeyMaterialId: first } })
    expect((await box.call('DescribeKey', { KeyId })).body.KeyMetadata.KeyState).toBe('Enabled')
  })

  test('of a multi-Region key is imported into its primary first and rotates when every replica has it', async () => {
    const there = { region: 'eu-west-1' }
    const KeyId = await external({ MultiRegion: true })
    const [one, two] = [randomBytes(32), randomBytes(32)]
    await importMaterial(box, KeyId, one)
    await box.call('ReplicateKey', { KeyId, ReplicaRegion: there.region })
    expect((await box.call('DescribeKey', { KeyId }, there)).body.KeyMetadata.KeyState).toBe('PendingImport')
    const wrong = await importMaterial(box, KeyId, two, { signing: there })
    expect(wrong.body.__type).toBe('IncorrectKeyMaterialException')
    expect((await importMaterial(box, KeyId, one, { signing: there })).status).toBe(200)
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    expect((await box.call('Decrypt', { CiphertextBlob }, there)).body.Plaintext).toBe(text('x'))
    await importMaterial(box, KeyId, two, { members: fresh })
    expect((await history(KeyId))[1].KeyMaterialState).toBe('PENDING_MULTI_REGION_IMPORT_AND_ROTATION')
    expect((await box.call('RotateKeyOnDemand', { KeyId })).body.__type).toBe('KMSInvalidStateException')
    expect((await importMaterial(box, KeyId, two, { signing: there })).status).toBe(200)
    expect((await history(KeyId))[1].KeyMaterialState).toBe('PENDING_ROTATION')
    expect((await box.call('RotateKeyOnDemand', { KeyId })).status).toBe(200)
    const current = async (where: object) =>
      (await box.call('DescribeKey', { KeyId }, where)).body.KeyMetadata.CurrentKeyMaterialId
    expect(await current(there)).toBe(await current({}))
  })
})

test('no wrapping key is made for who may not have it, nor for a key that is not there', async () => {
  const input = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'SM2' }
  const absent = { ...input, KeyId: '00000000-0000-0000-0000-000000000000' }
  // A kind that cannot be made: the answer tells which of the two was tried first.
  expect((await box.call('GetParametersForImport', absent)).body.__type).toBe('NotFoundException')
  const { arn: KeyId } = box.key('fit')
  const denied = await box.call('GetParametersForImport', { ...input, KeyId }, box.as('auditor'))
  expect(denied.body.__type).toBe('AccessDeniedException')
})
