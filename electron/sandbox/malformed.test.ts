import { createConnection } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from './operations/table.ts'
import {
  keepAlive,
  kmsRequest,
  send,
  sign,
  stsRequest,
  type TestAnswer,
  type TestRequest,
  TestSandbox,
} from './test-client.ts'

const box = new TestSandbox()
beforeAll(() => box.start())
afterAll(() => box.end())

/** A small generator with a seed, so that a case that fails can be had again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % sides
  }
}

type Roll = ReturnType<typeof dice>
const pick = <T>(roll: Roll, from: readonly T[]): T => from[(roll(1 << 16) >> 3) % from.length] as T

const names = [
  'KeyId',
  'Plaintext',
  'CiphertextBlob',
  'AliasName',
  'TargetKeyId',
  'Limit',
  'Marker',
  'KeySpec',
  'KeyUsage',
  'Tags',
  '__proto__',
  'EncryptionContext',
  'PendingWindowInDays',
  'RotationPeriodInDays',
  'Origin',
  'GrantTokens',
  'constructor',
  'Policy',
  'Operations',
  'GranteePrincipal',
  'Constraints',
  'ImportToken',
  'EncryptedKeyMaterial',
  'ValidTo',
  'NumberOfBytes',
  'ReplicaRegion',
  'DestinationKeyId',
  'TagKeys',
  'Description',
]
const atoms = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  3.7,
  '',
  'x',
  'alias/',
  'alias/vault-unseal',
  'arn:',
  'arn:aws:kms:::',
  '\u0000',
  '\ud800',
  '😀',
  'A'.repeat(5000),
  [],
  {},
  [[]],
  { a: { b: 1 } },
  { a: null },
  [null],
  [{ TagKey: 1 }],
  '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
  '{"Statement":[{"Effect":{}}]}',
  ['Encrypt'],
  { EncryptionContextEquals: { a: 'b' } },
  'arn:aws:iam::111122223333:root',
  'AAAA',
]

/** Members of any name and kind: most are wrong for the operation that gets them. */
function members(roll: Roll): string {
  const object = Object.fromEntries(Array.from({ length: roll(4) }, () => [pick(roll, names), pick(roll, atoms)]))
  const json = JSON.stringify(object)
  switch (roll(8)) {
    case 0:
      return json.slice(0, roll(json.length + 1))
    case 1:
      return `${json}${json}`
    case 2:
      return '['.repeat(roll(20_000))
    case 3:
      return pick(roll, ['', 'null', '[]', '1', '"', '{"KeyId":"a","KeyId":1}', '\u0000', '{"a":01}'])
    default:
      return json
  }
}

const authorizations = [
  '',
  'AWS4-HMAC-SHA256',
  'AWS4-HMAC-SHA256 ,,,',
  'AWS4-HMAC-SHA256 Credential=',
  'AWS4-HMAC-SHA256 Credential=a/20261125/us-east-1/kms/aws4_request, SignedHeaders=;;, Signature=%',
  'Bearer x',
  `AWS4-HMAC-SHA256 ${'Credential=/'.repeat(900)}`,
]

/** Spoils one part of a request that was rightly signed. */
function spoil(request: TestRequest, roll: Roll): TestRequest {
  const { headers } = request
  switch (roll(9)) {
    case 0:
      return { ...request, headers: { ...headers, authorization: pick(roll, authorizations) } }
    case 1: {
      const authorization = headers.authorization ?? ''
      return { ...request, headers: { ...headers, authorization: authorization.slice(0, roll(authorization.length)) } }
    }
    case 2:
      return {
        ...request,
        headers: { ...headers, 'x-amz-date': pick(roll, ['', '2026', '20269999T999999Z', '20261125T120000Z']) },
      }
    case 3:
      return {
        ...request,
        headers: {
          ...headers,
          'x-amz-target': pick(roll, ['', '.', 'TrentService.', 'TrentService.__proto__', 'Other.Encrypt']),
        },
      }
    case 4:
      return { ...request, body: `${request.body} ` }
    case 5:
      return {
        ...request,
        path: pick(roll, ['/x', '/?a=%', '/?X-Amz-Signature=1', '/?Action=GetCallerIdentity', '/%zz', '//..//']),
      }
    case 6:
      return { ...request, method: pick(roll, ['GET', 'PUT', 'OPTIONS', 'DELETE', 'PATCH']) }
    default:
      return request
  }
}

function malformed(roll: Roll): TestRequest {
  const { ready } = box.running
  const operation = pick(roll, [...operations.keys(), 'Sign', 'constructor', '__proto__'])
  const sts = roll(12) === 0
  const request = sts
    ? stsRequest(
        ready.endpoint,
        pick(roll, [
          '',
          'Action=',
          'Action=AssumeRole&Version=2011-06-15&RoleArn=x&RoleSessionName=%00',
          'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=x&WebIdentityToken=a.b.c',
          'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/x&RoleSessionName=xx&WebIdentityToken=a.b.c',
          'Action=GetSessionToken&Version=2011-06-15&DurationSeconds=1e999',
          'Action=__proto__&Version=2011-06-15',
          'Action=constructor&Version=2011-06-15',
          'Action=%',
          'Action=GetCallerIdentity',
          'Version=2011-06-15',
          'Action=X&Version=2011-06-15',
          '&&==',
        ]),
      )
    : kmsRequest(ready.endpoint, operation, members(roll))
  return spoil(sign(request, { ...ready, at: box.now, service: sts ? 'sts' : 'kms' }), roll)
}

/** The heap after a full collection, so that only what is held counts. */
function usedHeap(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function hasShape({ status, headers, text, body }: TestAnswer): boolean {
  if (!headers['x-amzn-requestid']) return false
  if (text.startsWith('<')) return /<ErrorResponse[\s\S]*<Code>\w+<\/Code>/.test(text) === status >= 400
  return status === 200
    ? body.__type === undefined
    : status >= 400 && status < 500 && /^\w+(Exception)$/.test(body.__type)
}

describe('a malformed request', () => {
  test('is always answered in the shape of AWS, 24 000 generated, and costs no memory', async () => {
    const seen = new Set<string>()
    let heapBefore = 0
    for (let seed = 0; seed < 24_000; seed += 20) {
      // The log is full by then: what is held after it is held for good.
      if (seed === 6000) heapBefore = usedHeap()
      const requests = Array.from({ length: 20 }, (_, index) => malformed(dice(seed + index)))
      const answers = await Promise.all(requests.map((request) => send(box.running.ready.endpoint, request)))
      answers.forEach((answer, index) => {
        seen.add(answer.body.__type ?? String(answer.status))
        expect(hasShape(answer), `seed ${seed + index}: ${answer.status} ${answer.text.slice(0, 300)}`).toBe(true)
      })
    }
    const met = [
      'ValidationException',
      'SerializationException',
      'InvalidSignatureException',
      'UnknownOperationException',
      'IncompleteSignatureException',
      'NotFoundException',
    ]
    expect([...seen]).toEqual(expect.arrayContaining(met))
    expect((await box.call('ListKeys')).status).toBe(200)
    expect(usedHeap() - heapBefore).toBeLessThan(12 * 1_048_576)
    keepAlive.destroy()
  }, 180_000)

  test.each([
    '\r\n\r\n\r\n',
    'GET\r\n\r\n',
    '\u0016\u0003\u0001\u0002',
    'POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n',
    `GET / HTTP/1.1\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`,
  ])('that is no HTTP is answered with an error or closed: %j', async (bytes) => {
    const answer = await raw(bytes)
    if (answer !== '') {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(answer).toMatch(/x-amzn-requestid: /i)
      expect(answer).toMatch(/\{"__type":"\w+Exception"/)
    }
    expect((await box.call('ListKeys')).status).toBe(200)
  })
})

function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(box.running.ready.endpoint)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = createConnection(Number(port), hostname, () => socket.end(bytes, 'latin1'))
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
