import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { attachOrStart } from './attach.ts'
import { day } from './clock.ts'
import { realDisk } from './store/disk.ts'
import { keepAlive, kmsRequest, send, sign, stsRequest, TestSandbox } from './test-client.ts'

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')

describe('a start', () => {
  test('keeps keys, owner and port', async () => {
    const before = box.running.ready
    await box.stop()
    await box.start()
    expect(box.running.ready).toEqual(before)
  })

  test('says that a port is taken and takes no other by itself', async () => {
    const { endpoint } = box.running.ready
    await box.stop()
    const port = Number(new URL(endpoint).port)
    const other = createServer().listen(port, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    await expect(box.start()).rejects.toMatchObject({ code: 'port-in-use', facts: { port } })
    await box.start({ port: 'free' })
    const moved = box.running.ready.endpoint
    expect(moved).not.toBe(endpoint)
    await box.stop()
    await box.start()
    expect(box.running.ready.endpoint).toBe(moved)
    await new Promise((resolve) => other.close(resolve))
  })

  test('refuses a store that another start holds; attaching finds the one that runs', async () => {
    await expect(new TestSandbox({ dataDir: box.dataDir }).start()).rejects.toMatchObject({ code: 'store-locked' })
    expect(await attachOrStart(box.options)).toEqual({ kind: 'attached', ready: box.running.ready })
  })

  test('keeps a damaged store aside, whole and named, and begins anew', async () => {
    await box.stop()
    const path = join(box.dataDir, 'store.jsonl')
    const damaged = Buffer.from(readFileSync(path))
    damaged[100] = (damaged[100] ?? 0) ^ 1
    writeFileSync(path, damaged)
    await box.start()
    const aside = box.running.ready.damagedStore ?? ''
    expect(aside).toMatch(/store\.damaged-20261125T120000Z$/)
    expect(readFileSync(aside).equals(damaged)).toBe(true)
    expect((await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' })).status).toBe(200)
  })

  test.each([
    ['a spoilt last line', (bytes: Buffer) => bytes.fill(0x78, bytes.length - 20, bytes.length - 10)],
    ['blocks that were never filled', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -9), Buffer.alloc(4096)])],
  ])('goes on from before %s, and keeps the whole aside', async (_what, spoil) => {
    await box.call('CreateAlias', { AliasName: 'alias/kept', TargetKeyId: box.key('fit').keyId })
    await box.call('CreateAlias', { AliasName: 'alias/lost', TargetKeyId: box.key('fit').keyId })
    await box.stop()
    const path = join(box.dataDir, 'store.jsonl')
    const damaged = spoil(readFileSync(path))
    writeFileSync(path, damaged)
    await box.start()
    expect(readFileSync(box.running.ready.damagedStore ?? '').equals(damaged)).toBe(true)
    const statuses = ['alias/kept', 'alias/lost'].map(
      async (KeyId) => (await box.call('DescribeKey', { KeyId })).status,
    )
    expect(await Promise.all(statuses)).toEqual([200, 400])
    await box.stop()
    expect((await box.start()).running.ready.damagedStore).toBeUndefined()
  })

  test('cannot use a folder that is a file', async () => {
    const file = join(box.dataDir, 'file')
    writeFileSync(file, '')
    await expect(new TestSandbox({ dataDir: file }).start()).rejects.toMatchObject({ code: 'store-unusable' })
  })

  test('keeps its files to its owner and leaves only what lasts', async (context) => {
    if (process.platform === 'win32') context.skip('Windows keeps no such permissions')
    for (const name of readdirSync(box.dataDir)) expect(statSync(join(box.dataDir, name)).mode & 0o077).toBe(0)
    await box.stop()
    expect(readdirSync(box.dataDir).sort()).toEqual(['port.json', 'store.jsonl'])
  })

  test('of the empty seed has an owner and no keys', async () => {
    const empty = await new TestSandbox({ seed: 'empty' }).start()
    expect(empty.running.ready.keys).toEqual([])
    expect((await empty.call('ListKeys')).body).toEqual({ Keys: [], Truncated: false })
    await empty.end()
  })
})

describe('encryption', () => {
  test('decrypts what it encrypted, and tells the material', async () => {
    const { body } = await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('hello') })
    expect(body).toEqual({
      CiphertextBlob: body.CiphertextBlob,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyId: box.key('fit').arn,
    })
    const { KeyMetadata } = (await box.call('DescribeKey', { KeyId: box.key('fit').keyId })).body
    expect((await box.call('Decrypt', { CiphertextBlob: body.CiphertextBlob })).body).toEqual({
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyId: box.key('fit').arn,
      KeyMaterialId: KeyMetadata.CurrentKeyMaterialId,
      Plaintext: text('hello'),
    })
  })

  test('stays readable after a rotation and a restart', async () => {
    const { keyId } = box.key('fit')
    const old = (await box.call('Encrypt', { KeyId: keyId, Plaintext: text('old') })).body.CiphertextBlob
    const first = (await box.call('Decrypt', { CiphertextBlob: old })).body.KeyMaterialId
    await box.call('RotateKeyOnDemand', { KeyId: keyId })
    const fresh = (await box.call('Encrypt', { KeyId: keyId, Plaintext: text('new') })).body.CiphertextBlob
    await box.stop()
    await box.start()
    expect((await box.call('Decrypt', { CiphertextBlob: old })).body).toMatchObject({
      KeyMaterialId: first,
      Plaintext: text('old'),
    })
    const second = (await box.call('Decrypt', { CiphertextBlob: fresh })).body
    expect(second.Plaintext).toBe(text('new'))
    expect(second.KeyMaterialId).not.toBe(first)
  })

  test.each([
    ['disabled', 'DisabledException'],
    ['pending-deletion', 'KMSInvalidStateException'],
    ['rsa', 'InvalidKeyUsageException'],
    ['hmac', 'InvalidKeyUsageException'],
    ['denied', 'AccessDeniedException'],
  ])('is refused by the key %s with %s', async (name, error) => {
    const { status, body } = await box.call('Encrypt', { KeyId: box.key(name).arn, Plaintext: text('x') })
    expect([status, body.__type]).toEqual([400, error])
  })

  test('is refused for a disabled key and works again when it is enabled', async () => {
    const { keyId } = box.key('fit')
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId: keyId, Plaintext: text('x') })).body
    await box.call('DisableKey', { KeyId: keyId })
    expect((await box.call('Decrypt', { CiphertextBlob })).body.__type).toBe('DisabledException')
    await box.call('EnableKey', { KeyId: keyId })
    expect((await box.call('Decrypt', { CiphertextBlob })).status).toBe(200)
  })

  test('refuses another key, another context, other bytes and another region', async () => {
    const input = { KeyId: 'alias/vault-unseal', Plaintext: text('x'), EncryptionContext: { a: '1' } }
    const { CiphertextBlob } = (await box.call('Encrypt', input)).body
    const kind = async (members: object, region = 'us-east-1') =>
      (await box.call('Decrypt', { CiphertextBlob, ...members }, { region })).body.__type
    expect(await kind({ EncryptionContext: { a: '1' }, KeyId: box.key('rotated').arn })).toBe('IncorrectKeyException')
    expect(await kind({ EncryptionContext: { a: '2' } })).toBe('InvalidCiphertextException')
    expect(await kind({ CiphertextBlob: text('not one of ours') })).toBe('InvalidCiphertextException')
    expect(await kind({ EncryptionContext: { a: '1' } }, 'eu-west-1')).toBe('AccessDeniedException')
  })

  test('does nothing on a dry run', async () => {
    const { body } = await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('x'), DryRun: true })
    expect(body.__type).toBe('DryRunOperationException')
  })
})

describe('a key reference', () => {
  test('is an id, an ARN, an alias or an alias ARN', async () => {
    const { keyId, arn, alias } = box.key('fit')
    for (const KeyId of [keyId, arn, alias, arn.replace(/key\/.*/, alias)]) {
      expect((await box.call('DescribeKey', { KeyId })).body.KeyMetadata.Arn).toBe(arn)
    }
  })

  test.each([
    ['alias/none', 'NotFoundException'],
    ['none', 'NotFoundException'],
    ['00000000-0000-0000-0000-000000000000', 'NotFoundException'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/vault-unseal', 'NotFoundException'],
    ['arn:aws:kms:us-east-1:444455556666:alias/vault-unseal', 'AccessDeniedException'],
    ['arn:aws:s3:::bucket', 'InvalidArnException'],
  ])('%s is refused with %s', async (KeyId, error) => {
    expect((await box.call('DescribeKey', { KeyId })).body.__type).toBe(error)
  })

  test('finds nothing in another region', async () => {
    expect((await box.call('ListKeys', {}, { region: 'ap-south-1' })).body.Keys).toEqual([])
    const made = await box.call('CreateKey', {}, { region: 'cn-north-1' })
    expect(made.body.KeyMetadata.Arn).toMatch(/^arn:aws-cn:kms:cn-north-1:111122223333:key\//)
  })
})

describe('aliases', () => {
  test('are made, moved, listed by key and taken away', async () => {
    const { keyId } = box.key('fit')
    const rotated = box.key('rotated').keyId
    const of = async (KeyId: string) =>
      (await box.call('ListAliases', { KeyId })).body.Aliases.map((entry: { AliasName: string }) => entry.AliasName)
    expect((await box.call('CreateAlias', { AliasName: 'alias/mine', TargetKeyId: keyId })).text).toBe('')
    expect((await box.call('CreateAlias', { AliasName: 'alias/mine', TargetKeyId: keyId })).body.__type).toBe(
      'AlreadyExistsException',
    )
    expect(await of(keyId)).toEqual(['alias/mine', 'alias/vault-unseal'])
    box.now += 1000
    await box.call('UpdateAlias', { AliasName: 'alias/mine', TargetKeyId: rotated })
    expect(await of(keyId)).toEqual(['alias/vault-unseal'])
    const [entry] = (await box.call('ListAliases', { KeyId: rotated })).body.Aliases
    expect(entry.LastUpdatedDate - entry.CreationDate).toBe(1)
    await box.call('DeleteAlias', { AliasName: 'alias/mine' })
    expect((await box.call('DescribeKey', { KeyId: 'alias/mine' })).body.__type).toBe('NotFoundException')
  })

  test.each([
    ['mine', 'ValidationException'],
    ['alias/aws/mine', 'NotAuthorizedException'],
    ['alias/', 'InvalidAliasNameException'],
    ['alias/a b', 'ValidationException'],
  ])('cannot be named %s', async (AliasName, error) => {
    expect((await box.call('CreateAlias', { AliasName, TargetKeyId: box.key('fit').keyId })).body.__type).toBe(error)
  })

  test('are not moved to a key of another kind', async () => {
    const { body } = await box.call('UpdateAlias', {
      AliasName: 'alias/vault-unseal',
      TargetKeyId: box.key('hmac').keyId,
    })
    expect(body.__type).toBe('ValidationException')
  })

  test('are listed in pages, each once', async () => {
    for (let index = 0; index < 25; index++) {
      await box.call('CreateAlias', { AliasName: `alias/p${index}`, TargetKeyId: box.key('fit').keyId })
    }
    const names: string[] = []
    let page = { NextMarker: undefined, Truncated: true, Aliases: [] as { AliasName: string }[] }
    while (page.Truncated) {
      page = (await box.call('ListAliases', { Limit: 7, Marker: page.NextMarker })).body
      names.push(...page.Aliases.map(({ AliasName }) => AliasName))
    }
    expect(names).toHaveLength(34)
    expect(names).toEqual([...new Set(names)].sort())
  })

  test('refuse a marker they have not given out', async () => {
    const { NextMarker } = (await box.call('ListKeys', { Limit: 1 })).body
    expect((await box.call('ListAliases', { Marker: NextMarker })).body.__type).toBe('InvalidMarkerException')
  })
})

describe('time', () => {
  test('deletes a key and its aliases when the window is over, unless it is cancelled', async () => {
    const { keyId, arn } = box.key('fit')
    const scheduled = await box.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 })
    expect(scheduled.body).toEqual({
      DeletionDate: (box.now + 7 * day) / 1000,
      KeyId: arn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 7,
    })
    expect((await box.call('ScheduleKeyDeletion', { KeyId: keyId })).body.__type).toBe('KMSInvalidStateException')
    await box.call('CancelKeyDeletion', { KeyId: keyId })
    expect((await box.call('DescribeKey', { KeyId: keyId })).body.KeyMetadata.KeyState).toBe('Disabled')
    await box.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 })
    box.now += 7 * day
    expect((await box.call('DescribeKey', { KeyId: keyId })).body.__type).toBe('NotFoundException')
    expect((await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' })).body.__type).toBe('NotFoundException')
    await box.stop()
    await box.start()
    expect((await box.call('DescribeKey', { KeyId: keyId })).body.__type).toBe('NotFoundException')
  })

  test('rotates a key at its period and lists each material', async () => {
    const { keyId } = box.key('fit')
    await box.call('EnableKeyRotation', { KeyId: keyId, RotationPeriodInDays: 90 })
    const due = box.now + 90 * day
    expect((await box.call('GetKeyRotationStatus', { KeyId: keyId })).body).toEqual({
      KeyId: keyId,
      KeyRotationEnabled: true,
      NextRotationDate: due / 1000,
      RotationPeriodInDays: 90,
    })
    box.now += 200 * day
    const { Rotations } = (await box.call('ListKeyRotations', { KeyId: keyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }))
      .body
    expect(
      Rotations.map((entry: Record<string, unknown>) => [
        entry.KeyMaterialState,
        entry.RotationType,
        entry.RotationDate,
      ]),
    ).toEqual([
      ['NON_CURRENT', undefined, undefined],
      ['NON_CURRENT', 'AUTOMATIC', due / 1000],
      ['CURRENT', 'AUTOMATIC', (due + 90 * day) / 1000],
    ])
    expect((await box.call('ListKeyRotations', { KeyId: keyId })).body.Rotations).toHaveLength(2)
  })

  test('takes imported material when it expires', async () => {
    const { keyId } = box.key('imported')
    expect((await box.call('DescribeKey', { KeyId: keyId })).body.KeyMetadata).toMatchObject({
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    })
    box.now += 8 * day
    const { KeyMetadata } = (await box.call('DescribeKey', { KeyId: keyId })).body
    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingImport', Enabled: false })
    expect((await box.call('Encrypt', { KeyId: keyId, Plaintext: text('x') })).body.__type).toBe(
      'KMSInvalidStateException',
    )
  })

  test('allows 25 rotations on demand and no more', async () => {
    const { keyId, arn } = box.key('fit')
    for (let count = 0; count < 25; count++)
      expect((await box.call('RotateKeyOnDemand', { KeyId: keyId })).body.KeyId).toBe(arn)
    expect((await box.call('RotateKeyOnDemand', { KeyId: keyId })).body.__type).toBe('LimitExceededException')
  })
})

describe('the wire', () => {
  test('gives every answer a request id', async () => {
    const { endpoint } = box.running.ready
    const unsigned = await send(endpoint, kmsRequest(endpoint, 'ListKeys', '{}'))
    expect([unsigned.status, unsigned.body.__type]).toEqual([400, 'MissingAuthenticationTokenException'])
    const ids = [unsigned, await box.call('ListKeys'), await box.call('Nonsense')].map(
      ({ headers }) => headers['x-amzn-requestid'],
    )
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('serves the caller identity of STS in XML', async () => {
    const { ready } = box.running
    const answer = await send(
      ready.endpoint,
      sign(stsRequest(ready.endpoint), { ...ready, at: box.now, service: 'sts' }),
    )
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<Arn>arn:aws:iam::111122223333:user/sandbox-owner</Arn>')
    expect(answer.text).toContain('<Account>111122223333</Account>')
    const wrong = { accessKeyId: ready.accessKeyId, secretAccessKey: 'wrong', at: box.now, service: 'sts' }
    const refused = await send(ready.endpoint, sign(stsRequest(ready.endpoint), wrong))
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('<Code>SignatureDoesNotMatch</Code>')
    const other = sign(stsRequest(ready.endpoint, 'Action=GetFederationToken&Version=2011-06-15'), {
      ...ready,
      at: box.now,
      service: 'sts',
    })
    expect((await send(ready.endpoint, other)).text).toContain('<Code>InvalidAction</Code>')
  })

  test('answers hundreds of requests in flight, each with its own answer and id', async () => {
    const agent = keepAlive.maxSockets
    keepAlive.maxSockets = 200
    const answers = await Promise.all(
      Array.from({ length: 600 }, async (_, index) => {
        const Plaintext = text(`message ${index}`)
        const encrypted = await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext })
        if (index % 10 === 0)
          await box.call('CreateAlias', { AliasName: `alias/flight-${index}`, TargetKeyId: box.key('fit').keyId })
        const opened = await box.call('Decrypt', { CiphertextBlob: encrypted.body.CiphertextBlob })
        return { ok: opened.body.Plaintext === Plaintext, id: opened.headers['x-amzn-requestid'] }
      }),
    )
    keepAlive.maxSockets = agent
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(600)
  })

  test('answers an unknown operation, a broken body and a body too large', async () => {
    const { ready } = box.running
    const call = (operation: string, body: string) =>
      send(ready.endpoint, sign(kmsRequest(ready.endpoint, operation, body), { ...ready, at: box.now }))
    expect((await call('Signs', '{}')).body).toEqual({ __type: 'UnknownOperationException' })
    expect((await call('Sign', '{}')).body.__type).toBe('UnsupportedOperationException')
    expect((await call('ListKeys', '{')).body).toEqual({ __type: 'SerializationException' })
    const large = await call('ListKeys', JSON.stringify({ Marker: 'x'.repeat(2_000_000) }))
    expect([large.status, large.body.__type]).toEqual([413, 'RequestEntityTooLargeException'])
  })

  test('answers a change that the disk refuses with an internal error and takes it back', async () => {
    let full = false
    const disk = {
      ...realDisk,
      async open(path: string, fresh: boolean) {
        const file = await realDisk.open(path, fresh)
        const write = (bytes: Buffer, offset: number) =>
          full ? Promise.reject(new Error('ENOSPC')) : file.write(bytes, offset)
        return { ...file, write }
      },
    }
    const told: string[] = []
    const fragile = await new TestSandbox({ disk, log: (message) => told.push(message) }).start()
    const { keyId } = fragile.key('fit')
    full = true
    const answers = await Promise.all([fragile.call('DisableKey', { KeyId: keyId }), fragile.call('CreateKey')])
    expect(answers.map(({ status, body }) => [status, body.__type])).toEqual([
      [500, 'KMSInternalException'],
      [500, 'KMSInternalException'],
    ])
    expect(told).toEqual(['The sandbox store cannot be written'])
    full = false
    expect((await fragile.call('DescribeKey', { KeyId: keyId })).body.KeyMetadata.KeyState).toBe('Enabled')
    expect((await fragile.call('DisableKey', { KeyId: keyId })).status).toBe(200)
    await fragile.end()
  })
})

describe('use', () => {
  test('counts the requests of others by user agent, for as long as is asked', async () => {
    const { ready } = box.running
    const as = async (agent: string) => {
      const request = sign(kmsRequest(ready.endpoint, 'ListKeys', '{}'), { ...ready, at: box.now })
      await send(ready.endpoint, { ...request, headers: { ...request.headers, 'user-agent': agent } })
    }
    await as('aws-sdk-go-v2/1 openbao')
    await as('aws-sdk-js/3 sealwright/0.1')
    await as('aws-sdk-go-v2/1 openbao')
    const entry = { userAgent: 'aws-sdk-go-v2/1 openbao', principals: ['owner'], requests: 2, lastAt: box.now }
    expect(box.running.usage(10)).toEqual([entry])
    box.now += 11 * 60_000
    expect(box.running.usage(10)).toEqual([])
  })

  test('is logged by names alone', async () => {
    await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('canary-plaintext') })
    await box.call('Decrypt', { CiphertextBlob: text('canary-ciphertext') })
    const log = box.running.requests(2)
    expect(log).toMatchObject([
      { operation: 'Decrypt', principal: 'owner', result: 'InvalidCiphertextException', status: 400 },
      { operation: 'Encrypt', principal: 'owner', key: 'alias/vault-unseal', result: 'ok', status: 200 },
    ])
    const secrets = ['canary', text('canary-plaintext'), text('canary-ciphertext'), box.running.ready.secretAccessKey]
    for (const secret of secrets) expect(JSON.stringify(log)).not.toContain(secret)
  })

  test('begins anew on a reset, at the same endpoint', async () => {
    const before = box.running.ready
    const after = await box.running.reset('demo')
    expect(after.endpoint).toBe(before.endpoint)
    expect(after.accessKeyId).not.toBe(before.accessKeyId)
    expect((await box.call('ListKeys')).body.Keys).toHaveLength(9)
    expect((await box.call('ListKeys', {}, before)).body.__type).toBe('UnrecognizedClientException')
    await box.stop()
    await box.start()
    expect(box.running.ready).toEqual(after)
  })
})
