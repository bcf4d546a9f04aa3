import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../seal/secret.ts'
import { createKmsAccess } from './kms-access.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'
import type { KnownServer } from './world.ts'

const connection = { kind: 'resolved', handle: 'h' } as const
const server: KnownServer = {
  environment: {},
  region: 'eu-west-1',
  principal: {
    outcome: 'static',
    keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('hidden') },
  },
}

let world: TestWorld
let listener: Server
let heard: string[]
let endpoint: string

beforeEach(async () => {
  world = await createTestWorld()
  heard = []
  listener = createServer((request, response) => {
    heard.push(request.headers.authorization ?? '')
    response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
})

afterEach(async () => {
  listener.close()
  await world.remove()
})

function access(known: KnownServer, allowHost?: (host: string) => Promise<boolean>) {
  return createKmsAccess({ ...world, server: async () => known, ...(allowHost && { allowHost }) })
}

describe('as a server', () => {
  it('nothing is sent to a host that the user does not allow', async () => {
    const asked: string[] = []
    const kms = access(server, async (host) => {
      asked.push(host)
      return false
    })
    await expect(kms.open(connection, { endpoint })).rejects.toMatchObject({
      diagnosis: { code: 'endpoint-invalid', evidence: { reason: 'host-not-allowed' } },
    })
    await expect(kms.open(connection, { endpoint: 'https://kms.eu-west-1.amazonaws.com.evil.test' })).rejects.toThrow()
    await expect(kms.open(connection, { endpoint: 'https://x.execute-api.eu-west-1.amazonaws.com' })).rejects.toThrow()
    const moved = access({ ...server, environment: { AWS_ENDPOINT_URL_STS: endpoint } }, async () => false)
    await expect(moved.open(connection)).rejects.toThrow()
    expect(asked).toHaveLength(3)
    expect(heard).toEqual([])
    kms.close()
    moved.close()
  })

  it.each([
    'https://kms.eu-west-1.amazonaws.com',
    'https://kms-fips.us-gov-west-1.amazonaws.com',
    'https://vpce-0123-abcd.kms.eu-west-1.vpce.amazonaws.com',
    'https://kms.cn-north-1.amazonaws.com.cn',
  ])('AWS itself is not asked about: %s', async (host) => {
    const kms = access(server, async () => false)
    expect((await kms.open(connection, { endpoint: host })).endpoint).toBe(host)
    kms.close()
  })

  it('a host that is allowed is asked, signed with the server’s keys', async () => {
    const kms = access(server, async () => true)
    const session = await kms.open(connection, { endpoint })
    await expect(session.describeKey('alias/x')).rejects.toThrow()
    expect(heard[0]).toContain('Credential=AKIAIOSFODNN7EXAMPLE/')
    kms.close()
  })

  it('AWS_ENDPOINT_URL does not move STS', async () => {
    const kms = access({ ...server, environment: { AWS_ENDPOINT_URL: endpoint } }, async () => false)
    expect((await kms.open(connection)).endpoint).toBeUndefined()
    kms.close()
  })

  it('a handle that is gone, and a principal that only the server has, are told with the reason', async () => {
    const gone = createKmsAccess({ ...world, server: async () => undefined })
    await expect(gone.open(connection)).rejects.toMatchObject({ diagnosis: { evidence: { reason: 'handle-unknown' } } })
    const kms = access({ ...server, principal: 'instance' })
    await expect(kms.open(connection)).rejects.toMatchObject({ diagnosis: { evidence: { reason: 'instance' } } })
  })
})
