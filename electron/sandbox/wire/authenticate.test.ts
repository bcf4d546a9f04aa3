import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Principal, userCaller } from '../model/principal.ts'
import { World } from '../model/world.ts'
import { findSigner } from '../sts/session.ts'
import { sign, type TestRequest } from '../test-client.ts'
import { Authenticator } from './authenticate.ts'
import type { WireRequest } from './request.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const principal: Principal = {
  name: 'owner',
  arn: 'arn:aws:iam::111122223333:user/owner',
  userId: 'AIDAEXAMPLE',
  account: '111122223333',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: secret,
  policies: [],
}
const world = new World()
world.apply({ do: 'put-principal', principal })
const now = Date.UTC(2015, 7, 30, 12, 36, 0)

function authenticator(at = now): Authenticator {
  return new Authenticator(
    () => at,
    (id, token) => findSigner(world, id, token, at),
  )
}

function wire(request: Partial<TestRequest> & { query?: string }): WireRequest {
  const headers = new Map(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]]))
  const { method = 'POST', path = '/', query = '', body = '' } = request
  return { method, path, query, headers, body: Buffer.from(body) }
}

const plain: TestRequest = { method: 'POST', path: '/', headers: { host: 'example.test' }, body: '{}' }

function signed(change: Partial<Parameters<typeof sign>[1]> = {}, request = plain): TestRequest {
  return sign(request, { ...principal, at: now, ...change })
}

function refusal(request: WireRequest, at = now): string {
  try {
    authenticator(at).authenticate(request, 'kms')
    return 'accepted'
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ''
  }
}

/** Signatures of AWS's own published example requests for version 4. */
const published = [
  { method: 'GET', headers: {}, signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31' },
  { method: 'POST', headers: {}, signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b' },
  {
    method: 'GET',
    query: 'Param2=value2&Param1=value1',
    headers: {},
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    method: 'GET',
    headers: { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' },
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
]

describe('authenticate', () => {
  test.each(published)('accepts the published signature $signature', ({ method, query = '', headers, signature }) => {
    const all = { ...headers, Host: 'example.amazonaws.com', 'X-Amz-Date': '20150830T123600Z' }
    const names = Object.keys(all).map((name) => name.toLowerCase())
    const credential = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request'
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.sort().join(';')}, Signature=${signature}`
    const request = wire({ method, query, headers: { ...all, Authorization: authorization } })
    expect(authenticator().authenticate(request, 'service')).toEqual({
      caller: userCaller(principal),
      region: 'us-east-1',
    })
  })

  test('takes the region from the credential scope', () => {
    expect(authenticator().authenticate(wire(signed({ region: 'eu-central-1' })), 'kms').region).toBe('eu-central-1')
  })

  test('accepts a presigned request while it lasts', () => {
    const query =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fkms%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host'
    const request = presign(query)
    expect(refusal(request, now + 60_000)).toBe('accepted')
    expect(refusal(request, now + 61_000)).toMatch(/^InvalidSignatureException: Signature expired/)
  })

  test('refuses a wrong secret', () => {
    expect(refusal(wire(signed({ secretAccessKey: 'other' })))).toMatch(
      /^InvalidSignatureException: The request signature/,
    )
  })

  test('refuses a changed body, a changed header and a changed method', () => {
    const request = signed({}, { ...plain, headers: { ...plain.headers, 'x-amz-target': 'TrentService.Encrypt' } })
    const target = { ...request.headers, 'x-amz-target': 'TrentService.Decrypt' }
    for (const change of [{ body: '{ }' }, { headers: target }, { method: 'PUT' }, { path: '/x' }]) {
      expect(refusal(wire({ ...request, ...change }))).toMatch(/^InvalidSignatureException/)
    }
  })

  test('refuses a target that is not under the signature', () => {
    const request = signed()
    const headers = { ...request.headers, 'x-amz-target': 'TrentService.ScheduleKeyDeletion' }
    expect(refusal(wire({ ...request, headers }))).toMatch(/'x-amz-target' must be a 'SignedHeader'/)
  })

  test("refuses any header of AWS's own that is not under the signature", () => {
    const request = signed()
    const headers = { ...request.headers, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' }
    expect(refusal(wire({ ...request, headers }))).toMatch(/'x-amz-content-sha256' must be a 'SignedHeader'/)
  })

  test('refuses an unknown access key, and a session token beside a long-term key', () => {
    expect(refusal(wire(signed({ accessKeyId: 'AKIDOTHER' })))).toMatch(/^UnrecognizedClientException/)
    const withToken = { ...plain, headers: { ...plain.headers, 'x-amz-security-token': 'FwoG' } }
    expect(refusal(wire(signed({}, withToken)))).toMatch(/^UnrecognizedClientException/)
  })

  test.each([
    [5 * 60_000, 'accepted'],
    [5 * 60_000 + 1000, 'InvalidSignatureException: Signature expired'],
    [-5 * 60_000, 'accepted'],
    [-5 * 60_000 - 1000, 'InvalidSignatureException: Signature not yet current'],
  ])('holds the clock to five minutes: %i ms', (late, outcome) => {
    expect(refusal(wire(signed()), now + late).startsWith(outcome)).toBe(true)
  })

  test('refuses a scope of another service or another day', () => {
    expect(refusal(wire(signed({ service: 'sts' })))).toMatch(/scoped to correct service: 'kms'/)
    const request = signed()
    const headers = {
      ...request.headers,
      authorization: request.headers.authorization?.replace('20150830/', '20150829/') ?? '',
    }
    expect(refusal(wire({ ...request, headers }))).toMatch(/Date in Credential scope/)
  })

  test.each([
    [undefined, 'MissingAuthenticationTokenException'],
    ['Basic abc', 'IncompleteSignatureException'],
    ['AWS4-HMAC-SHA256', 'IncompleteSignatureException'],
    ['AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0', 'IncompleteSignatureException'],
    ['AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0', 'InvalidSignatureException'],
  ])('names what is wrong with the authorization %s', (authorization, name) => {
    const headers = { host: 'h', 'x-amz-date': '20150830T123600Z', ...(authorization ? { authorization } : {}) }
    expect(refusal(wire({ headers })).split(':')[0]).toBe(name)
  })
})

/** Signs a query by using the header signer's own steps on the canonical form. */
function presign(query: string): WireRequest {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const canonical = ['POST', '/', query, 'host:h', '', 'host', hash('')].join('\n')
  const scope = '20150830/us-east-1/kms/aws4_request'
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`))
  const signature = hmac(key, `AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${hash(canonical)}`).toString('hex')
  return wire({ headers: { host: 'h' }, query: `${query}&X-Amz-Signature=${signature}` })
}
