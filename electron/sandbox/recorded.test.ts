/** Compares the sandbox with answers recorded from AWS: the same members, the same error names, the same statuses. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { conformanceFile, describeConformance } from '../../e2e/fixtures/conformance.ts'
import { type TestAnswer, TestSandbox } from './test-client.ts'
import { importMaterial } from './test-import.ts'

const file = conformanceFile('kms-recorded/test_kms.snapshot.json')

// biome-ignore lint/suspicious/noExplicitAny: recorded answers have whatever members AWS gave
type Recorded = any
const recordings: Record<string, { 'recorded-content': Recorded }> = file ? JSON.parse(readFileSync(file, 'utf8')) : {}

const looked = new Set<string>()

/** The recording of a test by the end of its name. Which of its steps are looked at is noted. */
function recorded(name: string): Recorded {
  const found = Object.entries(recordings).find(([key]) => key.endsWith(`::${name}`))
  if (!found) throw new Error(`nothing is recorded as ${name}`)
  return new Proxy(found[1]['recorded-content'], {
    get(steps, step) {
      if (!(step in steps)) throw new Error(`${name} has no step ${String(step)}`)
      looked.add(`${name}: ${String(step)}`)
      return steps[step]
    },
  })
}

/** Recordings that no test here compares, each for a reason. */
const exceptions: [RegExp, string][] = [
  [/sign|verify_salt|_mac|derive_shared_secret|verification/i, 'signing, MACs and key agreement are not served'],
  [/test_error_messaging_for_invalid_keys: (generate|verify)/, 'signing and MACs are not served'],
  [/test_import_key_(hmac|ecc)_keys.*: (generate|verify|sign)/, 'signing and MACs are not served'],
  [/data_key_pair/, 'asymmetric data keys are not served'],
  [/test_re_encrypt\[RSA/, 'asymmetric encryption is not served'],
  [/given_key_with_imported_key_material/, 'from before imported keys could rotate; a later recording says otherwise'],
]

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

  test.each([12, 44, 91, 1, 1024])('%i random bytes', async (NumberOfBytes) => {
    const { Plaintext } = (await box.call('GenerateRandom', { NumberOfBytes })).body
    expect(Buffer.from(Plaintext, 'base64').length).toBe(
      recorded(`test_generate_random[${NumberOfBytes}]`).result_length,
    )
  })

  test.each([
    ['None', {}],
    ['0', { NumberOfBytes: 0 }],
    ['1025', { NumberOfBytes: 1025 }],
  ])('no random bytes for a number of %s', async (name, input) => {
    const steps = recorded(`test_generate_random_invalid_number_of_bytes[${name}]`)
    sameError(await box.call('GenerateRandom', input), steps['generate-random-exc'])
  })

  test.each(
    ['RSA_2048', 'RSA_3072', 'RSA_4096'].flatMap((KeySpec) =>
      ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'].map((algorithm) => [KeySpec, algorithm]),
    ),
  )('a plaintext too large for %s with %s', async (KeySpec, EncryptionAlgorithm) => {
    const expected = recorded(`test_encrypt_validate_plaintext_size_per_key_type[${KeySpec}-${EncryptionAlgorithm}]`)
    const { KeyId } = await made({ KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' })
    const limit = Number(/than (\d+) bytes/.exec(expected['generate-random-exc'].Error.Message)?.[1])
    const encrypt = (size: number) =>
      box.call('Encrypt', { KeyId, EncryptionAlgorithm, Plaintext: text('x'.repeat(size)) })
    sameError(await encrypt(limit + 1), expected['generate-random-exc'])
    expect((await encrypt(limit)).body.__type).toBe('UnsupportedOperationException')
  })

  test('data keys, which since then name their material too', async () => {
    const input = { KeyId: 'alias/vault-unseal', KeySpec: 'AES_256', EncryptionContext: { a: 'b' } }
    const whole = (await box.call('GenerateDataKey', input)).body
    const { KeyMaterialId: _since, ...rest } = whole
    sameShape(rest, recorded('test_generate_data_key')['generate-data-key-result'])
    const { KeyMaterialId: _also, ...bare } = (await box.call('GenerateDataKeyWithoutPlaintext', input)).body
    sameShape(bare, recorded('test_generate_data_key_without_plaintext')['generate-data-key-without-plaintext'])
    const refused = 'decrypt-without-encryption-context'
    const open = ({ CiphertextBlob }: { CiphertextBlob: string }) => box.call('Decrypt', { CiphertextBlob })
    sameError(await open(whole), recorded('test_encryption_context_generate_data_key')[refused])
    sameError(
      await open(bare as { CiphertextBlob: string }),
      recorded('test_encryption_context_generate_data_key_without_plaintext')[refused],
    )
  })

  test('a re-encryption, which since then names its materials too', async () => {
    const encrypt = { KeyId: 'alias/vault-unseal', Plaintext: text('x') }
    const { CiphertextBlob } = (await box.call('Encrypt', encrypt)).body
    const input = { CiphertextBlob, DestinationKeyId: 'alias/rotated' }
    const { SourceKeyMaterialId, DestinationKeyMaterialId, ...answer } = (await box.call('ReEncrypt', input)).body
    sameShape(answer, recorded('test_re_encrypt[SYMMETRIC_DEFAULT-SYMMETRIC_DEFAULT]').test_re_encrypt)
    expect(SourceKeyMaterialId).not.toBe(DestinationKeyMaterialId)
    const wrong = await box.call('ReEncrypt', { ...input, SourceKeyId: 'alias/multi-region' })
    sameError(wrong, recorded('test_re_encrypt_incorrect_source_key')['incorrect-source-key'])
  })

  test('tags that come and go', async () => {
    const tag = (count: number) => ({ TagKey: `tag${count}`, TagValue: `value${count}` })
    const { KeyId } = await made()
    const list = async () => (await box.call('ListResourceTags', { KeyId })).body.Tags
    const untag = (...TagKeys: string[]) => box.call('UntagResource', { KeyId, TagKeys })
    await box.call('TagResource', { KeyId, Tags: [tag(1), tag(2)] })
    for (const name of ['test_tag_existing_key_and_untag', 'test_create_key_with_tag_and_untag'])
      expect(await list()).toEqual(recorded(name)['list-resource-tags'])
    await box.call('TagResource', { KeyId, Tags: [tag(3)] })
    expect(await list()).toEqual(recorded('test_untag_key_partially')['list-resource-tags'])
    await untag('tag2')
    expect(await list()).toEqual(recorded('test_untag_key_partially')['list-resource-tags-after-partially-untagged'])
    await box.call('TagResource', { KeyId, Tags: [tag(2)] })
    const updated = recorded('test_update_and_add_tags_on_tagged_key')
    expect(await list()).toEqual(updated['list-resource-tags'])
    await box.call('TagResource', { KeyId, Tags: [{ ...tag(2), TagValue: 'updated_value2' }, tag(4), tag(5)] })
    expect(await list()).toEqual(updated['list-resource-tags-after-tags-updated'])
    await untag('tag1', 'tag2', 'tag3', 'tag4', 'tag5')
    for (const name of ['test_tag_existing_key_and_untag', 'test_create_key_with_tag_and_untag'])
      expect(await list()).toEqual(recorded(name)['list-resource-tags-after-all-untagged'])
    const invalid = recorded('test_tag_existing_key_with_invalid_tag_key')['invalid-tag-key']
    sameError(await box.call('TagResource', { KeyId, Tags: [{ TagKey: 'aws:a', TagValue: '' }] }), invalid)
  })

  test('a replica', async () => {
    const steps = recorded('test_replicate_key')
    const { KeyId } = await made({ MultiRegion: true, Description: 'test replicated key' })
    const there = { region: 'ap-southeast-1' }
    sameError(await box.call('DescribeKey', { KeyId }, there), steps['describe-key-from-different-region'])
    const answer = (await box.call('ReplicateKey', { KeyId, ReplicaRegion: there.region })).body
    sameShape(answer.ReplicaKeyMetadata, steps['replicate-key'].ReplicaKeyMetadata)
    const [statement] = JSON.parse(answer.ReplicaPolicy).Statement
    expect(Object.keys(statement)).toEqual(Object.keys(steps['replicate-key'].ReplicaPolicy.Statement[0]))
    expect(Object.keys(answer).sort()).toEqual(['ReplicaKeyMetadata', 'ReplicaPolicy'])
    const describe = async (where: object) => (await box.call('DescribeKey', { KeyId }, where)).body.KeyMetadata
    sameShape(await describe({}), steps['describe-key-from-region'].KeyMetadata)
    sameShape(await describe(there), steps['describe-replicated-key'].KeyMetadata)
    sameError(
      await box.call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' }, there),
      recorded('test_replicate_replica_key_should_fail')['fail-replicate-non-primary-key'],
    )
  })

  test('no import into a key of AWS', async () => {
    const input = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
    const answer = await box.call('GetParametersForImport', { KeyId: box.key('fit').keyId, ...input })
    sameError(answer, recorded('test_get_parameters_for_import')['response-error'])
    const later = recorded('test_get_parameters_for_import_raises_for_non_external_kms_keys')
    sameError(answer, later['get-import-parameters-error'])
  })

  test('an import of symmetric material, and its end', async () => {
    const steps = recorded('test_import_key_symmetric')
    const { KeyId = '' } = await made({ Origin: 'EXTERNAL' })
    const describe = async () => (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    const encrypt = () => box.call('Encrypt', { KeyId, Plaintext: text('x') })
    sameShape(await describe(), steps['describe-key-before-import'].KeyMetadata)
    const endless = await importMaterial(box, KeyId, randomBytes(32), { members: {} })
    sameError(endless, steps['import-expiring-key-without-valid-to'])
    await importMaterial(box, KeyId, randomBytes(32))
    sameShape(await describe(), steps['describe-key-after-import'].KeyMetadata)
    await box.call('DeleteImportedKeyMaterial', { KeyId })
    sameShape(await describe(), steps['describe-key-after-deleted-import'].KeyMetadata)
    sameError(await encrypt(), steps['encrypt-after-delete-error'])
  })

  test.each([
    ['test_import_key_asymmetric', 'created-key', 'ECC_NIST_P256', 'SIGN_VERIFY', 138],
    ...['P256', 'P384', 'P521'].map((curve) => {
      return [
        `test_import_key_ecc_keys[ECC_NIST_${curve}]`,
        undefined,
        `ECC_NIST_${curve}`,
        'SIGN_VERIFY',
        180,
      ] as const
    }),
    ['test_import_key_ecc_keys[ECC_SECG_P256K1]', undefined, 'ECC_SECG_P256K1', 'SIGN_VERIFY', 135],
    ...[224, 256, 384, 512].map((bits) => {
      return [
        `test_import_key_hmac_keys[HMAC_${bits}]`,
        undefined,
        `HMAC_${bits}`,
        'GENERATE_VERIFY_MAC',
        bits / 8,
      ] as const
    }),
    ['test_import_key_rsa_aes_wrap_sha256', undefined, 'RSA_4096', 'ENCRYPT_DECRYPT', 2374],
  ] as const)('%s', async (name, created, KeySpec, KeyUsage, size) => {
    const steps = recorded(name)
    const metadata = await made({ KeySpec, KeyUsage, Origin: 'EXTERNAL' })
    const { KeyId = '' } = metadata
    const describe = async () => (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    if (created) sameShape(metadata, steps[created])
    const rsa = KeySpec === 'RSA_4096'
    sameShape(await describe(), steps[rsa ? 'describe-before-import' : 'describe-key-before-import'].KeyMetadata)
    const options = rsa ? { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' } : {}
    const imported = await importMaterial(box, KeyId, randomBytes(size), options)
    expect([imported.status, Object.keys(imported.body)]).toEqual([200, ['KeyId']])
    const after = steps[rsa ? 'import-key-material-response' : 'describe-key-after-import']
    sameShape(await describe(), after.KeyMetadata)
    await box.call('DeleteImportedKeyMaterial', { KeyId })
    sameShape(await describe(), steps['describe-key-after-deleted-import'].KeyMetadata)
  })

  test('a rotation to material that was imported for it', async () => {
    const steps = recorded('test_rotate_key_on_demand_updates_current_key_material_for_external_keys')
    const created = await made({ Origin: 'EXTERNAL' })
    const { KeyId = '' } = created
    sameShape(created, steps['create-kms-external-key'])
    const describe = async () => (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    const encrypt = async () => (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    const input = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
    sameShape((await box.call('GetParametersForImport', input)).body, steps['get-import-parameters-response'])
    sameShape(await describe(), steps['describe-empty-key-response'].KeyMetadata)
    sameShape((await importMaterial(box, KeyId, randomBytes(32))).body, steps['import-key-material-response'])
    const first = await describe()
    sameShape(first, steps['describe-key-with-material-response'].KeyMetadata)
    const old = await encrypt()
    sameShape(old, steps['kms-encrypt-initial-response'])
    const fresh = { ImportType: 'NEW_KEY_MATERIAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    const second = (await importMaterial(box, KeyId, randomBytes(32), { members: fresh })).body
    sameShape(second, steps['import-new-key-material-response'])
    sameShape(await describe(), steps['describe-key-with-new-material-response'].KeyMetadata)
    expect((await describe()).CurrentKeyMaterialId).toBe(first.CurrentKeyMaterialId)
    const third = await importMaterial(box, KeyId, randomBytes(32), { members: fresh })
    const pending = recorded('test_import_key_material_raises_if_there_is_already_key_material_pending')
    sameError(third, pending['existing-pending-material-error'])
    sameShape(second, pending['import-pending-material-response'])
    sameShape(second, pending['import-initial-material-response'])
    sameShape((await box.call('RotateKeyOnDemand', { KeyId })).body, steps['rotate-key-on-demand-response'])
    sameShape(await describe(), steps['describe-key-after-rotation'].KeyMetadata)
    expect((await describe()).CurrentKeyMaterialId).toBe(second.KeyMaterialId)
    sameShape(await encrypt(), steps['kms-encrypt-rotated-key-response'])
    expect((await box.call('Decrypt', { CiphertextBlob: old.CiphertextBlob })).body.Plaintext).toBe(text('x'))
    const previous = recorded('test_rotate_key_on_demand_for_external_keys_decrypts_with_previous_material')
    sameShape(created, previous['create-kms-external-key'])
    sameShape(second, previous['import-key-material-response'])
    sameShape(old, previous['kms-encrypt-initial-response'])
    sameShape({ KeyId }, previous['rotate-key-on-demand-response'])
  })

  test('what else is recorded of rotations and descriptions', async () => {
    const { KeyId } = await made()
    const before = await box.call('DescribeKey', { KeyId })
    const rotations = recorded('test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys')
    sameShape(before.body.KeyMetadata, rotations['describe-key-before-rotation'].KeyMetadata)
    const answer = (await box.call('RotateKeyOnDemand', { KeyId })).body
    sameShape(answer, recorded('test_rotate_on_demand_returns_arn_for_key_id')['rotate-on-demand-aws-key'])
    sameShape(answer, recorded('test_rotate_key_on_demand_modifies_key_material')['rotate-on-demand-response'])
    const region = recorded('test_get_key_in_different_region')
    sameShape(before.body.KeyMetadata, region['describe-key-same-specific-region-with-id'].KeyMetadata)
    const { KeyMetadata } = (await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' })).body
    sameShape(KeyMetadata, recorded('test_describe_with_alias_arn')['describe-key'].KeyMetadata)
    const mac = await made({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
    sameShape((await box.call('DescribeKey', mac)).body.KeyMetadata, recorded('test_hmac_create_key')['describe-key'])
    const invalid = recorded('test_derive_shared_secret')['response-invalid-key-spec']
    sameError(await box.call('CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }), invalid)
  })

  test('with every recording compared, or left out for a reason that is named', () => {
    const all = Object.entries(recordings).flatMap(([key, { 'recorded-content': steps }]) =>
      Object.keys(steps).map((step) => `${key.split('::').at(-1)}: ${step}`),
    )
    const left = all.filter((step) => !looked.has(step) && !exceptions.some(([pattern]) => pattern.test(step)))
    expect(left).toEqual([])
  })
})
