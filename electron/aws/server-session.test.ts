import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Secret } from '../seal/secret.ts'
import { createKmsAccess } from './kms-access.ts'
import { closer, json, listen, roleAnswer, type StandIn, startStandIn } from './testing/stand-in.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'
import type { AwsWorld, KnownServer } from './world.ts'

const connection = { kind: 'resolved', handle: 'h' } as const
const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('hidden') }
const arn = 'arn:aws:iam::111122223333:role/vault'
const server: KnownServer = {
  region: 'eu-west-1',
  ownEndpoints: (region) => ({
    kms: `https://kms.${region}.amazonaws.com`,
    sts: `https://sts.${region}.amazonaws.com`,
  }),
  principal: { outcome: 'static', keys },
}
const withToken: KnownServer = {
  ...server,
  principal: { outcome: 'web-identity', role: { arn, token: new Secret('eyJ.canary.token') } },
}

let world: TestWorld
let listener: StandIn
const closers: (() => Promise<void>)[] = []

beforeEach(async () => {
  world = await createTestWorld()
  listener = await startStandIn(({ operation }) =>
    operation.startsWith('AssumeRole')
      ? roleAnswer(operation, 'ASIAROLEROLEROLEROLE', '2100-01-01T00:00:00Z')
      : json({ KeyMetadata: { KeyId: 'k', Arn: 'arn:aws:kms:eu-west-1:111122223333:key/k' } }),
  )
  closers.push(() => listener.close())
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const close of closers.splice(0)) await close()
  await world.remove()
})

function access(known: KnownServer, parts: Partial<AwsWorld> = {}) {
  const kms = createKmsAccess({ ...world, server: async () => known, ...parts })
  closers.push(async () => kms.close())
  return kms
}

/** The only way out: it remembers which hosts were wanted, and lets nothing through. */
async function closedGate(): Promise<{ proxyFor: NonNullable<AwsWorld['proxyFor']>; wanted: string[] }> {
  const wanted: string[] = []
  const gate = createServer()
  gate.on('connect', ({ url }, socket) => {
    wanted.push(url ?? '')
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  const proxy = `http://127.0.0.1:${await listen(gate)}`
  closers.push(closer(gate))
  return { proxyFor: async () => proxy, wanted }
}

describe('as a server', () => {
  it('nothing is sent to an origin that the user does not allow', async () => {
    const asked: string[] = []
    const allowHost = async (origin: string) => {
      asked.push(origin)
      return false
    }
    const kms = access(server, { allowHost })
    await expect(kms.open(connection, { endpoint: listener.endpoint })).rejects.toMatchObject({
      diagnosis: { code: 'endpoint-invalid', evidence: { reason: 'host-not-allowed' } },
    })
    for (const endpoint of [
      'https://kms.eu-west-1.amazonaws.com.evil.test',
      'https://x.execute-api.eu-west-1.amazonaws.com',
      'http://kms.eu-west-1.amazonaws.com',
    ])
      await expect(kms.open(connection, { endpoint })).rejects.toThrow()
    const moved = access({ ...server, stsEndpoint: listener.endpoint }, { allowHost })
    await expect(moved.open(connection)).rejects.toThrow()
    expect(asked).toEqual([
      listener.endpoint,
      'https://kms.eu-west-1.amazonaws.com.evil.test',
      'https://x.execute-api.eu-west-1.amazonaws.com',
      'http://kms.eu-west-1.amazonaws.com',
      listener.endpoint,
    ])
    expect(listener.requests).toEqual([])
  })

  it.each([
    'https://kms.eu-west-1.amazonaws.com',
    'https://kms-fips.us-gov-west-1.amazonaws.com',
    'https://vpce-0123-abcd.kms.eu-west-1.vpce.amazonaws.com',
    'https://kms.cn-north-1.amazonaws.com.cn',
    'https://kms.cn-north-1.api.amazonwebservices.com.cn',
  ])('AWS itself is not asked about: %s', async (endpoint) => {
    const kms = access(server, { allowHost: async () => false })
    expect((await kms.open(connection, { endpoint })).endpoint).toBe(endpoint)
  })

  it('an origin that is allowed is asked, signed with the server’s keys', async () => {
    const kms = access(server, { allowHost: async () => true })
    const session = await kms.open(connection, { endpoint: listener.endpoint })
    await session.describeKey('alias/x')
    expect(listener.requests[0]?.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE')
  })

  it('a handle that is gone, and a principal that only the server has, are told with the reason', async () => {
    const gone = access(server, { server: async () => undefined })
    await expect(gone.open(connection)).rejects.toMatchObject({ diagnosis: { evidence: { reason: 'handle-unknown' } } })
    const kms = access({ ...server, principal: 'instance' })
    await expect(kms.open(connection)).rejects.toMatchObject({ diagnosis: { evidence: { reason: 'instance' } } })
  })
})

describe('nothing of this machine reaches a server’s session', () => {
  const own = () => ({
    AWS_ENDPOINT_URL: listener.endpoint,
    AWS_ENDPOINT_URL_KMS: listener.endpoint,
    AWS_ENDPOINT_URL_STS: listener.endpoint,
    AWS_REGION: 'us-west-2',
    AWS_PROFILE: 'own',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    AWS_RETRY_MODE: 'adaptive',
    AWS_MAX_ATTEMPTS: '7',
    AWS_DEFAULTS_MODE: 'legacy',
    AWS_AUTH_SCHEME_PREFERENCE: 'sigv4a',
    AWS_ACCESS_KEY_ID: 'AKIAOWNOWNOWNOWNOWNO',
    AWS_SECRET_ACCESS_KEY: 'own',
    AWS_SESSION_TOKEN: 'own',
  })

  async function stubMachine(): Promise<void> {
    const config = `[profile own]\nregion = us-west-2\nendpoint_url = ${listener.endpoint}\nretry_mode = adaptive\n`
    vi.stubEnv('AWS_CONFIG_FILE', await world.write('.aws/config', config))
    for (const [name, value] of Object.entries(own())) vi.stubEnv(name, value)
  }

  it.each([
    ['its own keys', server, 'kms.eu-west-1.amazonaws.com:443'],
    ['a token', withToken, 'sts.eu-west-1.amazonaws.com:443'],
    [
      'a role',
      { ...server, principal: { outcome: 'assumed-role', keys, role: { arn } } },
      'sts.eu-west-1.amazonaws.com:443',
    ],
  ] as const)('no endpoint: with %s it asks AWS', async (_, known, host) => {
    await stubMachine()
    const { proxyFor, wanted } = await closedGate()
    const kms = access(known, { proxyFor, environment: own(), allowHost: async () => false })
    for (const place of [{}, { endpoint: 'https://kms.eu-west-1.amazonaws.com' }]) {
      const session = await kms.open(connection, place)
      await expect(session.describeKey('alias/x')).rejects.toThrow()
      expect(new Set(wanted.splice(0))).toEqual(new Set([host]))
    }
    expect(listener.requests).toEqual([])
  })

  it.each([
    ['its own keys', server],
    ['a token', withToken],
    ['a role', { ...server, principal: { outcome: 'assumed-role', keys, role: { arn } } }],
  ] as const)('no setting: with %s every request is the same as without', async (_, known) => {
    const ask = async () => {
      const session = await access(known).open(connection, { endpoint: listener.endpoint })
      await session.describeKey('alias/x')
      return listener.requests.splice(0).map(({ operation, headers }) => {
        const { 'user-agent': agent, 'x-amz-security-token': token, authorization = '' } = headers
        return { operation, agent, token, signedFor: authorization.replace(/\/\d{8}\/|Signature=.*/g, '') }
      })
    }
    const plain = await ask()
    await stubMachine()
    expect(await ask()).toEqual(plain)
  })
})
