import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HostQuestion } from '../../shared/domain/host-question.ts'
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

/** A user who allows nothing. */
function refusal() {
  const asked: (readonly string[])[] = []
  const allowHost = async ({ origins }: HostQuestion) => {
    asked.push(origins)
    return false
  }
  return { allowHost, asked }
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
    const { allowHost, asked } = refusal()
    const kms = access(server, { allowHost })
    await expect(kms.open(connection, { endpoint: listener.endpoint })).rejects.toMatchObject({
      diagnosis: { code: 'endpoint-invalid', evidence: { reason: 'host-not-allowed' } },
    })
    for (const endpoint of [
      'https://kms.eu-west-1.amazonaws.com.evil.test',
      'https://x.execute-api.eu-west-1.amazonaws.com',
      'http://kms.eu-west-1.amazonaws.com',
      // A bucket's name may be anyone's.
      'https://kms-fips.s3.amazonaws.com',
      'https://sts.s3.eu-west-1.amazonaws.com',
      'https://kms.s3-accelerate.amazonaws.com',
      'https://kms.s3-eu-west-1.amazonaws.com',
      'https://kms.eu-west-1.amazonaws.com:8443',
    ]) {
      await expect(kms.open(connection, { endpoint })).rejects.toThrow()
      expect(asked.splice(0)).toContainEqual([endpoint])
    }
    expect(listener.requests).toEqual([])
  })

  it('AWS’s own endpoint is that of a region, wherever the region is said', async () => {
    const noRegion = { diagnosis: { code: 'region-missing', evidence: { reason: 'not-a-region' } } }
    await expect(access(server).open(connection, { region: 's3' })).rejects.toMatchObject(noRegion)
    await expect(access({ ...server, region: 's3-accelerate' }).open(connection)).rejects.toMatchObject(noRegion)
    const session = await access(server).open(connection, { region: 'local', endpoint: listener.endpoint })
    expect((await session.describeKey('alias/x')).value.keyArn).toContain('key/k')
  })

  it('is asked about before STS is, and only where STS is', async () => {
    const { allowHost, asked } = refusal()
    const moved = access({ ...server, stsEndpoint: listener.endpoint }, { allowHost })
    const session = await moved.open(connection)
    expect(asked).toEqual([])
    await expect(session.callerIdentity()).rejects.toMatchObject({
      diagnosis: { code: 'endpoint-invalid', evidence: { reason: 'host-not-allowed' } },
    })
    expect(asked).toEqual([[listener.endpoint]])
    const withRole = access({ ...withToken, stsEndpoint: listener.endpoint }, { allowHost })
    await expect(withRole.open(connection)).rejects.toThrow()
    expect(listener.requests).toEqual([])
  })

  it('an STS that is none stops nobody who does not ask it', async () => {
    const kms = access({ ...server, stsEndpoint: 'sts.corp' }, { allowHost: async () => true })
    const session = await kms.open(connection, { endpoint: listener.endpoint })
    await session.describeKey('alias/x')
    await expect(session.callerIdentity()).rejects.toMatchObject({ diagnosis: { code: 'endpoint-invalid' } })
    expect(listener.requests.map(({ operation }) => operation)).toEqual(['TrentService.DescribeKey'])
  })

  it('both services are asked about at once, by the credentials that go there', async () => {
    const questions: HostQuestion[] = []
    const allowHost = async (question: HostQuestion) => questions.push(question) > 0
    const sts = 'https://sts.corp.example'
    const spoofed = { ...keys, secretAccessKey: new Secret('another') }
    for (const principal of [server.principal, { outcome: 'static', keys: spoofed }, withToken.principal] as const)
      await access({ ...server, principal, stsEndpoint: sts }, { allowHost }).open(connection, {
        endpoint: listener.endpoint,
      })
    const [first, second, third] = questions
    expect(first).toMatchObject({ name: keys.accessKeyId, origins: [listener.endpoint, sts] })
    expect(second).toMatchObject({ name: keys.accessKeyId })
    expect(third).toMatchObject({ name: arn })
    expect(new Set(questions.map(({ principal }) => principal)).size).toBe(3)
    expect(JSON.stringify(questions)).not.toContain('hidden')
  })

  it('a cancelled call asks nothing, and no sandbox is started to compare with', async () => {
    const cancelled = new AbortController()
    const sandbox = vi.fn(world.sandbox)
    const { allowHost, asked } = refusal()
    const slow = async () => {
      await Promise.resolve()
      cancelled.abort()
      return server
    }
    const kms = access(server, { allowHost, sandbox, server: slow })
    const opening = kms.open(connection, { endpoint: listener.endpoint }, { signal: cancelled.signal })
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toEqual([])
    const running = access(server, { allowHost, sandbox, sandboxEndpoint: () => listener.endpoint })
    await running.open(connection, { endpoint: listener.endpoint })
    expect([asked, sandbox.mock.calls]).toEqual([[], []])
  })

  it('STS goes the proxy’s way where only KMS is on this machine, and a failure of it names it', async () => {
    const { proxyFor, wanted } = await closedGate()
    const kms = access({ ...withToken, stsEndpoint: 'https://sts.corp.example' }, { proxyFor })
    const session = await kms.open(connection, { endpoint: listener.endpoint })
    await expect(session.describeKey('alias/x')).rejects.toMatchObject({
      diagnosis: { evidence: { operation: 'AssumeRoleWithWebIdentity', endpoint: 'https://sts.corp.example' } },
    })
    expect(new Set(wanted)).toEqual(new Set(['sts.corp.example:443']))
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
