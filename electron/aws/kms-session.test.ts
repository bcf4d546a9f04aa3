import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { createKmsAccess } from './kms-access.ts'
import type { AwsKmsSession } from './kms-session.ts'
import { json, type SeenRequest, type StandIn, type StandInAnswer, startStandIn } from './testing/stand-in.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

let world: TestWorld
let aws: StandIn
let session: AwsKmsSession
let close: () => void
let answers: Record<string, (request: SeenRequest) => StandInAnswer>

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1'
const refused = (type: string, status = 400): StandInAnswer => ({
  status,
  body: JSON.stringify({ __type: type, message: 'no' }),
})

beforeEach(async () => {
  answers = {}
  aws = await startStandIn((request) => {
    const operation = request.operation.replace('TrentService.', '')
    return answers[operation]?.(request) ?? refused('UnknownOperationException')
  })
  world = await createTestWorld({
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary',
  })
  const access = createKmsAccess(world)
  close = access.close
  session = await access.open({ kind: 'environment' })
})

afterEach(async () => {
  close()
  await aws.close()
  await world.remove()
})

async function diagnosisOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof DiagnosedError) return error.diagnosis
  throw error ?? new Error('it did not fail')
}

const input = (index: number): unknown => JSON.parse(aws.requests[index]?.body ?? '')

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[][]> {
  const found: T[][] = []
  for await (const page of pages) found.push(page)
  return found
}

describe('what is sent', () => {
  it('to Encrypt is key and plaintext, without an encryption context', async () => {
    answers.Encrypt = () => json({ CiphertextBlob: 'Y2lwaGVy', KeyId: keyArn })
    const { value } = await session.encrypt(' alias/with blanks ', Buffer.from('dek'))
    expect(input(0)).toEqual({ KeyId: ' alias/with blanks ', Plaintext: Buffer.from('dek').toString('base64') })
    expect(Buffer.from(value.ciphertext).toString()).toBe('cipher')
    expect(value.keyArn).toBe(keyArn)
  })

  it('to Decrypt is the ciphertext alone', async () => {
    answers.Decrypt = () => json({ Plaintext: 'ZGVr', KeyId: keyArn, KeyMaterialId: 'm' })
    const { value } = await session.decrypt(Buffer.from('cipher'))
    expect(input(0)).toEqual({ CiphertextBlob: Buffer.from('cipher').toString('base64') })
    expect(value).toMatchObject({ keyArn, keyMaterialId: 'm' })
  })
})

describe('listings', () => {
  it('follow the marker to the last page', async () => {
    answers.ListKeys = ({ body }) => {
      const { Marker } = JSON.parse(body)
      const Keys = [{ KeyId: Marker ?? 'first', KeyArn: `arn:${Marker ?? 'first'}` }]
      return json({ Keys, Truncated: Marker !== 'third', NextMarker: Marker === 'second' ? 'third' : 'second' })
    }
    expect((await all(session.listKeys())).map(([key]) => key?.keyId)).toEqual(['first', 'second', 'third'])
    expect(input(0)).toEqual({ Limit: 1000 })
  })

  it('of aliases can be of one key, and leave out what AWS leaves out', async () => {
    answers.ListAliases = () => json({ Aliases: [{ AliasName: 'alias/aws/s3', AliasArn: 'arn:a' }], Truncated: false })
    expect(await all(session.listAliases({ keyId: '1' }))).toEqual([[{ name: 'alias/aws/s3', arn: 'arn:a' }]])
    expect(input(0)).toEqual({ KeyId: '1', Limit: 100 })
  })

  it('stop between pages when the signal is aborted', async () => {
    answers.ListAliases = () => json({ Aliases: [], Truncated: true, NextMarker: 'more' })
    const controller = new AbortController()
    const pages = session.listAliases({ signal: controller.signal })
    await pages.next()
    controller.abort()
    await expect(pages.next()).rejects.toMatchObject({ name: 'AbortError' })
    expect(aws.requests).toHaveLength(1)
  })
})

describe('rotation', () => {
  it('joins the status with every material', async () => {
    answers.GetKeyRotationStatus = () =>
      json({ KeyRotationEnabled: true, RotationPeriodInDays: 365, NextRotationDate: 1795608000 })
    answers.ListKeyRotations = () =>
      json({
        Rotations: [
          { KeyMaterialId: 'a', KeyMaterialState: 'NON_CURRENT' },
          { KeyMaterialId: 'b', KeyMaterialState: 'CURRENT', RotationDate: 1764072000, RotationType: 'AUTOMATIC' },
        ],
        Truncated: false,
      })
    expect(await session.keyRotation(keyArn)).toEqual({
      automatic: { supported: true, enabled: true, periodInDays: 365, nextAt: '2026-11-25T12:00:00.000Z' },
      materials: [
        { id: 'a', state: 'NON_CURRENT' },
        { id: 'b', state: 'CURRENT', rotatedAt: '2025-11-25T12:00:00.000Z', type: 'AUTOMATIC' },
      ],
      onDemand: {},
    })
    const listing = aws.requests.find(({ operation }) => operation.endsWith('ListKeyRotations'))
    expect(JSON.parse(listing?.body ?? '')).toEqual({
      KeyId: keyArn,
      IncludeKeyMaterial: 'ALL_KEY_MATERIAL',
      Limit: 1000,
    })
  })

  it('is not supported where KMS or a stand-in says so', async () => {
    answers.GetKeyRotationStatus = () => refused('UnsupportedOperationException')
    const none = { automatic: { supported: false, enabled: false }, materials: [], onDemand: {} }
    expect(await session.keyRotation(keyArn)).toEqual(none)
  })

  it('is a failure where it is forbidden', async () => {
    answers.GetKeyRotationStatus = () => json({ KeyRotationEnabled: false })
    answers.ListKeyRotations = () => refused('AccessDeniedException')
    expect(await diagnosisOf(session.keyRotation(keyArn))).toMatchObject({
      code: 'permission-denied',
      evidence: { operation: 'ListKeyRotations', keyReference: keyArn },
    })
  })
})

describe('answers that are not those of KMS', () => {
  it.each([
    ['a page of a proxy', { body: '<html>blocked</html>', headers: { 'content-type': 'text/html' } }],
    ['a page with an error status', { status: 404, body: '<html>not here</html>' }],
  ])('%s', async (_, answer) => {
    answers.DescribeKey = () => answer
    expect(await diagnosisOf(session.describeKey('alias/a'))).toMatchObject({ code: 'endpoint-not-kms' })
  })

  it('JSON without what the operation promises', async () => {
    for (const operation of ['DescribeKey', 'Encrypt', 'Decrypt']) answers[operation] = () => json({})
    for (const call of [
      () => session.describeKey('1'),
      () => session.encrypt('1', Buffer.from('x')),
      () => session.decrypt(Buffer.from('x')),
    ])
      expect(await diagnosisOf(call())).toMatchObject({
        code: 'endpoint-not-kms',
        evidence: { reason: 'answer-incomplete' },
      })
  })
})

describe('failures', () => {
  it('name source, region, endpoint, key and, once known, the caller', async () => {
    answers.DescribeKey = () => refused('AccessDeniedException')
    expect(await diagnosisOf(session.describeKey('alias/a'))).toEqual({
      code: 'permission-denied',
      retry: 'after-fix',
      evidence: {
        operation: 'DescribeKey',
        region: 'eu-west-1',
        endpoint: aws.endpoint,
        keyReference: 'alias/a',
        source: 'environment',
        awsError: 'AccessDeniedException',
        awsMessage: 'no',
        httpStatus: 400,
        requestId: 'request-1',
        trace: [
          {
            link: 'environment',
            outcome: 'used',
            reason: 'found',
            origin: { kind: 'environment', name: 'AWS_ACCESS_KEY_ID' },
          },
        ],
      },
    })
  })

  it("name AWS's own endpoint, as the SDK made it", async () => {
    const { environment } = world
    // A proxy that is not there: the endpoint is known, and nothing can leave this machine.
    const proxied = { ...environment, AWS_ENDPOINT_URL: '' }
    const access = createKmsAccess({ ...world, environment: { ...proxied, HTTPS_PROXY: 'http://127.0.0.1:1' } })
    const own = await access.open({ kind: 'environment' })
    expect((await diagnosisOf(own.describeKey('1'))).evidence.endpoint).toBe('https://kms.eu-west-1.amazonaws.com')
    expect((await diagnosisOf(own.callerIdentity())).evidence.endpoint).toBe('https://sts.eu-west-1.amazonaws.com')
    access.close()
  })

  it('are AbortError for a call that was stopped under way', async () => {
    let asked = () => {}
    const arrived = new Promise<void>((resolve) => {
      asked = resolve
    })
    answers.DescribeKey = () => {
      asked()
      return { body: '{}', after: new Promise(() => {}) }
    }
    const controller = new AbortController()
    const call = session.describeKey('alias/a', { signal: controller.signal })
    const outcome = expect(call).rejects.toMatchObject({ name: 'AbortError' })
    await arrived
    controller.abort()
    await outcome
    expect(aws.requests).toHaveLength(1)
  })
})
