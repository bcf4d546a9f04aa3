/** The SDK on the sandbox: nothing but endpoint, region and keys is set, as a user would set them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeyRotationsCommand,
  paginateListAliases,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
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

async function roundTrip(alias: string): Promise<string> {
  try {
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: alias, Plaintext: Buffer.from('hello') }))
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }))
    return Buffer.from(Plaintext ?? []).toString()
  } catch (error) {
    return error instanceof Error ? error.name : ''
  }
}
