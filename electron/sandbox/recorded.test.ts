/** Compares the sandbox with answers recorded from AWS: the same members, the same error names, the same statuses. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { conformanceFile, describeConformance } from '../../e2e/fixtures/conformance.ts'
import { type TestAnswer, TestSandbox } from './test-client.ts'

const file = conformanceFile('kms-recorded/test_kms.snapshot.json')

// biome-ignore lint/suspicious/noExplicitAny: recorded answers have whatever members AWS gave
type Recorded = any
const recordings: Record<string, { 'recorded-content': Recorded }> = file ? JSON.parse(readFileSync(file, 'utf8')) : {}

/** The recording of a test by the end of its name. */
function recorded(name: string): Recorded {
  const found = Object.entries(recordings).find(([key]) => key.endsWith(`::${name}`))
  if (!found) throw new Error(`nothing is recorded as ${name}`)
  return found[1]['recorded-content']
}

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')

async function made(input: object = {}): Promise<Record<string, string>> {
  return (await box.call('CreateKey', input)).body.KeyMetadata
}

/** Same member names at every level; values of members with few values are equal too. */
function sameShape(actual: Recorded, expected: Recorded): void {
  const { ResponseMetadata, ...members } = expected
  expect(Object.keys(actual).sort()).toEqual(Object.keys(members).sort())
  for (const [name, value] of Object.entries(members)) {
    if (name === 'MultiRegionConfiguration') sameShape(actual[name], value)
    if (
      /^(Enabled|Key(Manager|Spec|State|Usage|RotationEnabled)|Origin|MultiRegion|ExpirationModel|.*Algorithms?)$/.test(
        name,
      )
    ) {
      expect(actual[name], name).toEqual(value)
    }
  }
}

function sameError({ status, body }: TestAnswer, { Error: error, ResponseMetadata }: Recorded): void {
  expect([body.__type, status]).toEqual([error.Code, ResponseMetadata.HTTPStatusCode])
  expect((body.message ?? '') === '').toBe(error.Message === '')
}

describeConformance('as AWS recorded it', file, () => {
  test.each([
    ['test_create_key', 'describe-key', { Description: 'd' }],
    ['test_create_multi_region_key', 'create_multi_region_key', { MultiRegion: true }],
    [
      'test_non_multi_region_keys_should_not_have_multi_region_properties',
      'non_multi_region_keys_should_not_have_multi_region_properties',
      { MultiRegion: false },
    ],
    ['test_hmac_create_key', 'create-hmac-key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
    ['test_import_key_symmetric', 'created-key', { Origin: 'EXTERNAL' }],
    [
      'test_rotate_key_on_demand_on_external_key_with_no_key_material[SYMMETRIC_DEFAULT]',
      'create-kms-external-key',
      { Origin: 'EXTERNAL' },
    ],
    [
      'test_rotate_key_on_demand_on_external_key_with_no_key_material[RSA_4096]',
      'create-kms-external-key',
      { Origin: 'EXTERNAL' },
    ],
    ['test_describe_with_alias_arn', 'created-key', {}],
  ])('%s: %s', async (name, step, input) => {
    const metadata = await made(input)
    sameShape(metadata, recorded(name)[step])
    sameShape((await box.call('DescribeKey', { KeyId: metadata.KeyId })).body.KeyMetadata, recorded(name)[step])
  })

  test('an imported key with material', async () => {
    const metadata = (await box.call('DescribeKey', { KeyId: 'alias/imported' })).body.KeyMetadata
    const { ValidTo: _expires, ...rest } = metadata
    const expected = recorded('test_import_key_symmetric')['describe-key-after-import'].KeyMetadata
    sameShape(rest, { ...expected, ExpirationModel: 'KEY_MATERIAL_EXPIRES' })
  })

  test.each([
    ['test_hmac_create_key_invalid_operations', 'create-hmac-key-without-key-usage', { KeySpec: 'HMAC_256' }],
    [
      'test_hmac_create_key_invalid_operations',
      'create-hmac-key-invalid-spec',
      { KeySpec: 'HMAC_random', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ],
    [
      'test_hmac_create_key_invalid_operations',
      'create-hmac-key-invalid-key-usage',
      { KeySpec: 'HMAC_256', KeyUsage: 'RANDOM' },
    ],
    [
      'test_tag_key_with_duplicate_tag_keys_raises_error',
      'duplicate-tag-keys',
      {
        Tags: [
          { TagKey: 'a', TagValue: '1' },
          { TagKey: 'a', TagValue: '2' },
        ],
      },
    ],
    [
      'test_create_key_with_too_many_tags_raises_error',
      'invalid-tag-key',
      { Tags: Array.from({ length: 51 }, (_, i) => ({ TagKey: `k${i}`, TagValue: 'v' })) },
    ],
    [
      'test_create_key_with_invalid_tag_key[lowercase_prefix]',
      'invalid-tag-key',
      { Tags: [{ TagKey: 'aws:x', TagValue: 'v' }] },
    ],
    [
      'test_create_key_with_invalid_tag_key[uppercase_prefix]',
      'invalid-tag-key',
      { Tags: [{ TagKey: 'AWS:x', TagValue: 'v' }] },
    ],
    [
      'test_create_key_with_invalid_tag_key[too_long_key]',
      'invalid-tag-key',
      { Tags: [{ TagKey: 'a'.repeat(129), TagValue: 'v' }] },
    ],
    [
      'test_key_with_long_tag_value_raises_error',
      'too-long-tag-value',
      { Tags: [{ TagKey: 'k', TagValue: 'v'.repeat(257) }] },
    ],
  ])('%s: %s', async (name, step, input) => {
    sameError(await box.call('CreateKey', input), recorded(name)[step])
  })

  test('a key that is looked for in the wrong place', async () => {
    const steps = recorded('test_get_key_in_different_region')
    const { KeyId, Arn } = await made()
    const region = 'eu-west-1'
    sameError(await box.call('DescribeKey', { KeyId }, { region }), steps['describe-key-diff-region-with-id'])
    sameError(await box.call('DescribeKey', { KeyId: Arn }, { region }), steps['describe-key-diff-region-with-arn'])
    sameShape(
      (await box.call('DescribeKey', { KeyId: Arn })).body.KeyMetadata,
      steps['describe-key-same-specific-region-with-arn'].KeyMetadata,
    )
  })

  test.each([
    ['test_get_key_does_not_exist', 'describe-nonexistent-key-with-id', '00000000-0000-0000-0000-000000000000'],
    [
      'test_get_key_does_not_exist',
      'describe-nonexistent-with-arn',
      'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000',
    ],
    ['test_get_key_does_not_exist', 'describe-key-with-valid-id-mrk', 'mrk-00000000000000000000000000000000'],
    ['test_get_key_invalid_uuid', 'describe-key-with-invalid-uuid', 'fake-key-id'],
    ['test_get_key_invalid_uuid', 'describe-key-with-invalid-uuid-2', '134f2428cec14b25a1ae9048164dba47'],
    ['test_get_key_invalid_uuid', 'describe-key-with-invalid-uuid-mrk', 'mrk-fake-key-id'],
  ])('%s: %s', async (name, step, KeyId) => {
    sameError(await box.call('DescribeKey', { KeyId }), recorded(name)[step])
  })

  test('an alias without its prefix', async () => {
    const input = { AliasName: 'mine', TargetKeyId: box.key('fit').keyId }
    sameError(await box.call('CreateAlias', input), recorded('test_create_alias').create_alias)
  })

  test('encryption and its refusals', async () => {
    const steps = recorded('test_encrypt_decrypt_encryption_context')
    const encrypted = await box.call('Encrypt', {
      KeyId: 'alias/vault-unseal',
      Plaintext: text('x'),
      EncryptionContext: { a: 'b' },
    })
    sameShape(encrypted.body, steps.encrypt_response)
    const { CiphertextBlob } = encrypted.body
    sameShape(
      (await box.call('Decrypt', { CiphertextBlob, EncryptionContext: { a: 'b' } })).body,
      steps.decrypt_response_with_encryption_context,
    )
    sameError(await box.call('Decrypt', { CiphertextBlob }), steps.decrypt_response_without_encryption_context)
    sameError(
      await box.call('Decrypt', { CiphertextBlob: text('bad') }),
      steps.decrypt_response_with_invalid_ciphertext,
    )
  })

  test('encryption that a key or a size forbids', async () => {
    const { KeyId } = await made({ Origin: 'EXTERNAL' })
    sameError(
      await box.call('Encrypt', { KeyId, Plaintext: text('x') }),
      recorded('test_import_key_symmetric')['encrypt-before-import-error'],
    )
    const large = await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('x'.repeat(4097)) })
    sameError(large, recorded('test_plaintext_size_for_encrypt')['invalid-plaintext-size-encrypt'])
    const invalid = recorded('test_error_messaging_for_invalid_keys')
    const signing = await made({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
    sameError(
      await box.call('Encrypt', { KeyId: signing.KeyId, Plaintext: text('x') }),
      invalid['encrypt-invalid-key-id'],
    )
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('x') })).body
    sameError(await box.call('Decrypt', { CiphertextBlob, KeyId: 'alias/rotated' }), invalid['decrypt-invalid-key-id'])
  })

  test.each([90, 180])('a rotation status of %i days', async (days) => {
    const { KeyId } = await made()
    await box.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: days })
    const expected = recorded(`test_key_enable_rotation_status[${days}]`).match_response
    const { body } = await box.call('GetKeyRotationStatus', { KeyId })
    sameShape(body, expected)
    expect(body.RotationPeriodInDays).toBe(expected.RotationPeriodInDays)
  })

  test('a rotation on demand, with and without automatic rotation', async () => {
    const { KeyId, CurrentKeyMaterialId } = await made()
    const off = recorded('test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_disabled')
    sameShape((await box.call('RotateKeyOnDemand', { KeyId })).body, off['rotate-on-demand-response'])
    sameShape((await box.call('GetKeyRotationStatus', { KeyId })).body, off['rotation-status-response-after-rotation'])
    await box.call('EnableKeyRotation', { KeyId })
    const on = recorded('test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled')
    sameShape((await box.call('RotateKeyOnDemand', { KeyId })).body, on['rotate-on-demand-response'])
    sameShape((await box.call('GetKeyRotationStatus', { KeyId })).body, on['rotation-status-response-after-rotation'])
    const after = (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    sameShape(
      after,
      recorded('test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys')[
        'describe-key-after-rotation'
      ].KeyMetadata,
    )
    expect(after.CurrentKeyMaterialId).not.toBe(CurrentKeyMaterialId)
  })

  test('the refusals of a rotation on demand', async () => {
    const refused = (name: string) => recorded(`test_rotate_key_on_demand_${name}`)
    const rotate = async (input: object) => box.call('RotateKeyOnDemand', { KeyId: (await made(input)).KeyId })
    sameError(
      await box.call('RotateKeyOnDemand', { KeyId: box.key('disabled').keyId }),
      refused('raises_error_given_key_is_disabled')['error-response'],
    )
    sameError(
      await box.call('RotateKeyOnDemand', { KeyId: '00000000-0000-0000-0000-000000000000' }),
      refused('raises_error_given_key_that_does_not_exist')['error-response'],
    )
    sameError(
      await rotate({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
      refused('raises_error_given_non_symmetric_key')['error-response'],
    )
    const external = 'on_external_key_with_no_key_material'
    sameError(
      await rotate({ Origin: 'EXTERNAL' }),
      refused(`${external}[SYMMETRIC_DEFAULT]`)['rotate-key-on-demand-error-response-SYMMETRIC_DEFAULT'],
    )
    const asymmetric = { Origin: 'EXTERNAL', KeySpec: 'RSA_4096', KeyUsage: 'ENCRYPT_DECRYPT' }
    sameError(
      await rotate(asymmetric),
      refused(`${external}[RSA_4096]`)['rotate-key-on-demand-error-response-RSA_4096'],
    )
    sameError(
      await box.call('RotateKeyOnDemand', { KeyId: box.key('imported').keyId }),
      refused('raises_for_no_pending_key_material')['rotate-key-on-demand-invalid-state-error'],
    )
  })

  test('the end of rotations on demand, and a ciphertext cut after them', async () => {
    const { KeyId } = await made()
    for (let count = 0; count < 25; count++) await box.call('RotateKeyOnDemand', { KeyId })
    sameError(await box.call('RotateKeyOnDemand', { KeyId }), recorded('test_key_rotations_limits')['error-response'])
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    const cut = Buffer.from(CiphertextBlob, 'base64').subarray(0, -1).toString('base64')
    sameError(
      await box.call('Decrypt', { CiphertextBlob: cut }),
      recorded('test_key_rotations_encryption_decryption')['bad-ciphertext'],
    )
  })
})
