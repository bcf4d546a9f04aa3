import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { clientSettings } from './client-settings.ts'
import { createKmsAccess } from './kms-access.ts'
import { callerAnswer, closer, json, listen, type StandIn, startStandIn } from './testing/stand-in.ts'
import { createTestWorld } from './testing/world.ts'
import { createTransport, usualPatience } from './transport.ts'
import type { AwsWorld, Environment } from './world.ts'

const pem = (name: string) => join(import.meta.dirname, 'testdata/tls', name)
const tls = { key: readFileSync(pem('server-key.pem'), 'utf8'), cert: readFileSync(pem('server.pem'), 'utf8') }
const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'canary', AWS_REGION: 'eu-west-1' }
const described = json({
  KeyMetadata: { KeyId: '1', Arn: 'arn:aws:kms:eu-west-1:111122223333:key/1', KeyState: 'Enabled' },
})

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function standIn(): Promise<StandIn> {
  const server = await startStandIn(() => described, tls)
  cleanups.push(server.close)
  return server
}

async function describeKey(environment: Environment, parts: Partial<AwsWorld> = {}) {
  const world = await createTestWorld({ ...keys, ...environment }, parts)
  cleanups.push(world.remove)
  const access = createKmsAccess(world)
  cleanups.push(access.close)
  const session = await access.open({ kind: 'environment' })
  return session.describeKey('alias/a').catch((error: unknown) => {
    if (error instanceof DiagnosedError) return error.diagnosis
    throw error
  })
}

/** A proxy that joins `CONNECT` requests to a port of this machine, whatever host they name. */
async function startProxy(port: number): Promise<{ url: string; connects: string[] }> {
  const connects: string[] = []
  const server: Server = createServer()
  server.on('connect', (request, socket) => {
    connects.push(request.url ?? '')
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
  })
  const proxyPort = await listen(server)
  cleanups.push(closer(server))
  return { url: `http://127.0.0.1:${proxyPort}`, connects }
}

describe('certificate authorities', () => {
  it('a server of an unknown authority is not trusted', async () => {
    const { endpoint } = await standIn()
    const found = await describeKey({ AWS_ENDPOINT_URL_KMS: endpoint })
    expect(found).toMatchObject({ code: 'tls-untrusted', evidence: { endpoint, operation: 'DescribeKey' } })
  })

  it('AWS_CA_BUNDLE adds one', async () => {
    const { endpoint } = await standIn()
    const found = await describeKey({ AWS_ENDPOINT_URL_KMS: endpoint, AWS_CA_BUNDLE: pem('authority.pem') })
    expect(found).toMatchObject({ value: { state: 'Enabled' }, requestId: 'request-1' })
  })

  it('so does ca_bundle of the profile, for STS as for KMS', async () => {
    const arn = 'arn:aws:iam::111122223333:user/dev'
    const server = await startStandIn(
      ({ operation }) => (operation.startsWith('Trent') ? described : callerAnswer(arn)),
      tls,
    )
    const world = await createTestWorld({ ...keys, AWS_ENDPOINT_URL: server.endpoint })
    cleanups.push(server.close, world.remove)
    await world.write('.aws/config', `[default]\nca_bundle = ${pem('authority.pem')}`)
    const access = createKmsAccess(world)
    cleanups.push(access.close)
    expect(await access.prove({ kind: 'environment' })).toMatchObject({ callerArn: arn })
    const session = await access.open({ kind: 'environment' })
    expect(await session.describeKey('1')).toMatchObject({ value: { keyId: '1' } })
    expect(server.requests.map(({ operation }) => operation)).toEqual(['GetCallerIdentity', 'TrentService.DescribeKey'])
  })

  it('a bundle that cannot be read, or holds no certificate, is a diagnosis with its path', async () => {
    const missing = { AWS_ENDPOINT_URL_KMS: 'https://localhost:1', AWS_CA_BUNDLE: '/nowhere.pem' }
    expect(await describeKey(missing)).toMatchObject({
      code: 'file-unreadable',
      evidence: { file: '/nowhere.pem', systemCode: 'ENOENT', reason: 'ca-bundle' },
    })
    expect(await describeKey({ ...missing, AWS_CA_BUNDLE: pem('server-key.pem') })).toMatchObject({
      code: 'file-unreadable',
      evidence: { reason: 'ca-bundle-without-certificate' },
    })
  })
})

describe('proxies', () => {
  const trusting = { AWS_CA_BUNDLE: pem('authority.pem') }
  const far = 'https://kms.example.test'

  it('the one of HTTPS_PROXY carries requests to other hosts', async () => {
    const { port } = await standIn()
    const proxy = await startProxy(port)
    const found = await describeKey({ ...trusting, AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: proxy.url })
    expect(found).toMatchObject({ value: { keyId: '1' } })
    expect(proxy.connects).toEqual(['kms.example.test:443'])
  })

  it('the one of the system wins over the environment', async () => {
    const { port } = await standIn()
    const proxy = await startProxy(port)
    const asked: string[] = []
    const proxyFor = async (url: string) => {
      asked.push(url)
      return proxy.url
    }
    const environment = { ...trusting, AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(await describeKey(environment, { proxyFor })).toMatchObject({ value: { keyId: '1' } })
    expect(asked).toEqual([`${far}/`])
    expect(proxy.connects).toHaveLength(1)
  })

  it('none is asked about this machine', async () => {
    const { endpoint } = await standIn()
    const proxyFor = async () => {
      throw new Error('the loopback needs no proxy')
    }
    const environment = { ...trusting, AWS_ENDPOINT_URL_KMS: endpoint }
    expect(await describeKey(environment, { proxyFor })).toMatchObject({ value: { keyId: '1' } })
  })

  it('one that answers itself is told from KMS', async () => {
    const server = createServer()
    server.on('connect', (_, socket) => {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>',
      )
    })
    const port = await listen(server)
    cleanups.push(closer(server))
    const environment = { ...trusting, AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: `http://127.0.0.1:${port}` }
    expect(await describeKey(environment)).toMatchObject({
      code: 'endpoint-not-kms',
      evidence: { reason: 'proxy-authentication', httpStatus: 407 },
    })
  })

  it('one that is not there is an unreachable endpoint', async () => {
    const environment = { ...trusting, AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(await describeKey(environment)).toMatchObject({
      code: 'endpoint-unreachable',
      evidence: { systemCode: 'ECONNREFUSED' },
    })
  })
})

describe('waiting', () => {
  it('for a connection happens once, however often a query may be repeated', async () => {
    const server = createServer()
    let connects = 0
    // A proxy that takes the request and never answers is as silent as an address behind a firewall.
    server.on('connect', () => {
      connects += 1
    })
    const port = await listen(server)
    cleanups.push(closer(server))
    const world = await createTestWorld({ HTTPS_PROXY: `http://127.0.0.1:${port}` })
    const transport = createTransport(world, { connect: 100, request: 20_000 })
    cleanups.push(world.remove, transport.destroy)
    const settings = { region: 'eu-west-1', endpoint: 'https://kms.example.test', handler: await transport.handler() }
    const kms = new KMSClient({
      ...clientSettings({ ...settings, userAgentApp: 'sealwright' }),
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' },
    })
    await expect(kms.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'ConnectTimeoutError' })
    expect(connects).toBe(1)
  })

  it('leaves room for the promised five seconds', () => {
    expect(usualPatience.connect).toBeLessThan(5000)
  })
})

describe('a refusal that may pass', () => {
  it('is tried again, three times at most', async () => {
    const server = await startStandIn(() => ({ status: 500, body: '{"__type":"KMSInternalException"}' }))
    cleanups.push(server.close)
    expect(await describeKey({ AWS_ENDPOINT_URL_KMS: server.endpoint })).toMatchObject({
      code: 'kms-unavailable',
      evidence: { awsError: 'KMSInternalException', httpStatus: 500, requestId: 'request-3' },
    })
    expect(server.requests).toHaveLength(3)
  })
})
