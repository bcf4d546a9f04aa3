/** The SDK on the sandbox: nothing but endpoint, region and keys is set, as a user would set them. */

import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyLastUsageCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
  KMS,
  KMSClient,
  ListKeyRotationsCommand,
  paginateListAliases,
  ReEncryptCommand,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../sandbox/sandbox.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-sdk-'))
let sandbox: RunningSandbox
let kms: KMSClient

beforeAll(async () => {
  sandbox = await startSandbox({ dataDir: folder })
  kms = new KMSClient(settings())
})
afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

function settings(change: { secretAccessKey?: string; accessKeyId?: string; region?: string } = {}) {
  const { endpoint, region, accessKeyId, secretAccessKey } = { ...sandbox.ready, ...change }
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
}

describe('the SDK', () => {
  test('encrypts and decrypts under every key that can, and gets the name of the reason for every other', async () => {
    const outcomes: Record<string, string> = {}
    for (const { name, alias } of sandbox.ready.keys) outcomes[name] = await roundTrip(alias)
    expect(outcomes).toEqual({
      fit: 'hello',
      disabled: 'DisabledException',
      'pending-deletion': 'KMSInvalidStateException',
      rsa: 'InvalidKeyUsageException',
      hmac: 'InvalidKeyUsageException',
      'multi-region': 'hello',
      imported: 'hello',
      rotated: 'hello',
      denied: 'AccessDeniedException',
    })
  })

  test('pages through aliases and reads dates', async () => {
    const names: string[] = []
    for await (const { Aliases } of paginateListAliases({ client: kms, pageSize: 2 }, {})) {
      names.push(...(Aliases ?? []).map(({ AliasName }) => AliasName ?? ''))
    }
    expect(names.sort()).toEqual(sandbox.ready.keys.map(({ alias }) => alias).sort())
    const KeyId = sandbox.ready.keys.find(({ name }) => name === 'rotated')?.keyId
    const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }))
    const types = Rotations?.map(({ RotationType, RotationDate }) => [
      RotationType,
      RotationDate && RotationDate < new Date(),
    ])
    expect(types).toEqual([
      [undefined, undefined],
      ['AUTOMATIC', true],
      ['AUTOMATIC', true],
      ['ON_DEMAND', true],
    ])
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }))
    expect(status.NextRotationDate?.getTime()).toBeGreaterThan(Date.now())
  })

  test('asks STS who it is', async () => {
    const identity = await new STSClient(settings()).send(new GetCallerIdentityCommand())
    expect(identity).toMatchObject({ Account: '111122223333', Arn: sandbox.ready.principals[0]?.arn })
  })

  test.each(['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetSessionToken'])(
    'works on credentials from %s',
    async (way) => {
      const sts = new STSClient(settings())
      const RoleArn = sandbox.ready.principals.find(({ name }) => name === 'seal-role')?.arn
      const role = { RoleArn, RoleSessionName: 'sdk' }
      const WebIdentityToken = readFileSync(sandbox.ready.webIdentityTokenFile, 'utf8')
      const answers = {
        AssumeRole: () => sts.send(new AssumeRoleCommand(role)),
        AssumeRoleWithWebIdentity: () => sts.send(new AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken })),
        GetSessionToken: () => sts.send(new GetSessionTokenCommand({})),
      }
      const { Credentials } = await answers[way as keyof typeof answers]()
      expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now())
      // The form of AWS's own, without which a server's session token is not sent.
      expect(Credentials?.SessionToken).toMatch(/^[A-Za-z0-9+/]{100,}={0,2}$/)
      const client = new KMSClient({
        ...settings(),
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        },
      })
      expect(await roundTrip('alias/vault-unseal', client)).toBe('hello')
    },
  )

  test('reads every kind of answer: bytes, dates, maps, structures', async () => {
    const KeyId = sandbox.ready.keys.find(({ name }) => name === 'rotated')?.keyId
    const context = { server: 'a' }
    const { CiphertextBlob, Plaintext } = await kms.send(
      new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: context }),
    )
    const again = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob,
        SourceEncryptionContext: context,
        DestinationKeyId: 'alias/vault-unseal',
      }),
    )
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: again.CiphertextBlob }))
    expect(opened.Plaintext).toEqual(Plaintext)
    expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain('Enable IAM User Permissions')
    const { KeyLastUsage } = await kms.send(new GetKeyLastUsageCommand({ KeyId }))
    expect(KeyLastUsage?.Operation).toBe('ReEncrypt')
    expect(KeyLastUsage?.Timestamp).toBeInstanceOf(Date)
    const grant = { KeyId, GranteePrincipal: sandbox.ready.principals[1]?.arn, Operations: ['Encrypt' as const] }
    const { GrantToken } = await kms.send(
      new CreateGrantCommand({ ...grant, Constraints: { EncryptionContextEquals: context } }),
    )
    expect(GrantToken).toMatch(/^[A-Za-z0-9+/=]+$/)
    const primary = sandbox.ready.keys.find(({ name }) => name === 'multi-region')?.keyId
    const replica = await kms.send(new ReplicateKeyCommand({ KeyId: primary, ReplicaRegion: 'eu-central-1' }))
    expect(replica.ReplicaKeyMetadata?.MultiRegionConfiguration?.MultiRegionKeyType).toBe('REPLICA')
  })

  test('imports key material', async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }))
    const KeyId = KeyMetadata?.KeyId
    const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const
    const { ImportToken, PublicKey, ParametersValidTo } = await kms.send(
      new GetParametersForImportCommand({ KeyId, ...wrapping }),
    )
    expect(ParametersValidTo?.getTime()).toBeGreaterThan(Date.now())
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' })
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const EncryptedKeyMaterial = publicEncrypt({ key, oaepHash: 'sha256', padding }, randomBytes(32))
    const ValidTo = new Date(Date.now() + 86_400_000)
    const imported = await kms.send(new ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ValidTo }))
    const described = await kms.send(new DescribeKeyCommand({ KeyId }))
    expect(described.KeyMetadata?.ValidTo).toEqual(ValidTo)
    const deleted = await kms.send(new DeleteImportedKeyMaterialCommand({ KeyId }))
    expect(deleted.KeyMaterialId).toBe(imported.KeyMaterialId)
  })

  test('retries what passes by itself, and meets what does not', async () => {
    sandbox.faults.add({ effect: { kind: 'throttle' }, operations: ['DescribeKey'], times: 1 })
    sandbox.faults.add({ effect: { kind: 'reset', moment: 'before' }, operations: ['DescribeKey'], times: 1 })
    const key = new DescribeKeyCommand({ KeyId: 'alias/vault-unseal' })
    expect((await kms.send(key)).$metadata.attempts).toBeGreaterThan(1)
    sandbox.faults.add({ effect: { kind: 'throttle' }, operations: ['DescribeKey'] })
    await expect(new KMS({ ...settings(), maxAttempts: 1 }).send(key)).rejects.toMatchObject({
      name: 'ThrottlingException',
    })
    sandbox.faults.clear()
  })

  test('has keys of its own in every region', async () => {
    const elsewhere = new KMSClient(settings({ region: 'eu-west-1' }))
    const { KeyMetadata } = await elsewhere.send(new CreateKeyCommand({ Description: 'here' }))
    expect(KeyMetadata?.Arn).toContain(':eu-west-1:')
    await expect(kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId }))).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    const { DeletionDate } = await elsewhere.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId }))
    expect(DeletionDate?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  })

  test.each([
    [{ secretAccessKey: 'wrong' }, 'InvalidSignatureException', 'SignatureDoesNotMatch'],
    [{ accessKeyId: 'AKIAWRONG' }, 'UnrecognizedClientException', 'InvalidClientTokenId'],
  ])('is refused with %j', async (change, kmsName, stsName) => {
    const key = new DescribeKeyCommand({ KeyId: 'alias/vault-unseal' })
    await expect(new KMSClient(settings(change)).send(key)).rejects.toMatchObject({
      name: kmsName,
      $metadata: { httpStatusCode: 400 },
    })
    const who = new STSClient(settings(change)).send(new GetCallerIdentityCommand())
    await expect(who).rejects.toMatchObject({ name: stsName, $metadata: { httpStatusCode: 403 } })
  })
})

async function roundTrip(alias: string, client = kms): Promise<string> {
  try {
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: alias, Plaintext: Buffer.from('hello') }))
    const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }))
    return Buffer.from(Plaintext ?? []).toString()
  } catch (error) {
    return error instanceof Error ? error.name : ''
  }
}
