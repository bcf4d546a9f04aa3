import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ChainLink } from '../../shared/domain/identity.ts'
import { ChainTrace } from './chain-trace.ts'
import { containerCredentials, instanceCredentials } from './machine-credentials.ts'
import { json, type StandInAnswer, startStandIn } from './testing/stand-in.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const only = (trace: ChainTrace): ChainLink | undefined => trace.links()[0]

/** Instance metadata as EC2 answers it: a token first, then the role's name, then its credentials. */
async function metadata(answer: (path: string) => StandInAnswer) {
  const server = await startStandIn(({ operation }) =>
    operation.endsWith('/api/token') ? { body: 'token' } : answer(operation),
  )
  cleanups.push(server.close)
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', server.endpoint)
  vi.stubEnv('HOME', '/nowhere')
  return server
}

describe('instance metadata', () => {
  it('gives the credentials of the instance’s role, asked with a token', async () => {
    const server = await metadata((path) =>
      path.endsWith('/security-credentials/')
        ? { body: 'role' }
        : json({ AccessKeyId: 'ASIA', SecretAccessKey: 'canary', Token: 'canary', Expiration: '2099-01-01T00:00:00Z' }),
    )
    const trace = new ChainTrace()
    expect(await instanceCredentials({}, trace)).toMatchObject({ accessKeyId: 'ASIA' })
    expect(only(trace)).toEqual({ link: 'instance', outcome: 'used', reason: 'found' })
    expect(server.requests.at(-1)?.headers['x-aws-ec2-metadata-token']).toBe('token')
  })

  it.each([
    [404, 'no-role'],
    [403, 'refused'],
  ])('that answers %i is passed over: %s', async (status, reason) => {
    await metadata(() => ({ status, body: '' }))
    const trace = new ChainTrace()
    expect(await instanceCredentials({}, trace)).toBeUndefined()
    expect(only(trace)).toEqual({ link: 'instance', outcome: 'skipped', reason })
  })

  it('that is not there is passed over', async () => {
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://127.0.0.1:1')
    const trace = new ChainTrace()
    expect(await instanceCredentials({}, trace)).toBeUndefined()
    expect(only(trace)).toMatchObject({ outcome: 'skipped', reason: 'unreachable' })
  })

  it('is not asked where it is switched off', async () => {
    const server = await metadata(() => ({ body: '' }))
    const trace = new ChainTrace()
    expect(await instanceCredentials({ AWS_EC2_METADATA_DISABLED: 'true' }, trace)).toBeUndefined()
    expect(only(trace)?.reason).toBe('disabled')
    expect(server.requests).toEqual([])
  })
})

describe('a container’s endpoint', () => {
  it('that does not answer has failed', async () => {
    const trace = new ChainTrace()
    const environment = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/x' }
    expect(await containerCredentials(environment, trace)).toBeUndefined()
    expect(only(trace)).toEqual({
      link: 'container',
      outcome: 'failed',
      reason: 'unreachable',
      origin: { kind: 'environment', name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' },
    })
  })

  it.each(['ftp://127.0.0.1/x', 'no address', 'http://10.0.0.1/x'])('called %s is refused', async (address) => {
    const trace = new ChainTrace()
    expect(await containerCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: address }, trace)).toBeUndefined()
    expect(only(trace)?.reason).toBe('address-refused')
  })
})
