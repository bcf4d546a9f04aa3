import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
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

const evidenceOf = (found: object): Evidence => ('evidence' in found ? (found.evidence as Evidence) : {})

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

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
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

  /** A proxy that does with every `CONNECT` what it is told. */
  async function answering(act: (socket: Duplex) => void): Promise<string> {
    const server = createServer((_, response) => response.writeHead(407).end())
    server.on('connect', (_, socket) => act(socket))
    const port = await listen(server)
    cleanups.push(closer(server))
    return `127.0.0.1:${port}`
  }

  const unanswered = { code: 'endpoint-unreachable', retry: 'after-fix' }

  it.each([
    [407, 'proxy-authentication'],
    [403, 'proxy-refused'],
    [503, 'proxy-refused'],
  ])('one that answers %i itself is named, and KMS is not blamed', async (status, reason) => {
    const proxy = await answering((socket) => {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>`)
    })
    const environment = { ...trusting, AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: `http://user:canary@${proxy}` }
    const found = await describeKey(environment)
    expect(found).toMatchObject({ ...unanswered, evidence: { reason, proxy, endpoint: far, httpStatus: status } })
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  it('one that wants a password for a plain request is named as well', async () => {
    const proxy = await answering(() => {})
    const environment = { AWS_ENDPOINT_URL_KMS: 'http://kms.example.test', HTTP_PROXY: `http://${proxy}` }
    const evidence = { reason: 'proxy-authentication', proxy, httpStatus: 407 }
    expect(await describeKey(environment)).toMatchObject({ ...unanswered, evidence })
  })

  it('one that hangs up is named', async () => {
    const proxy = await answering((socket) => socket.destroy())
    const environment = { AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: `http://${proxy}` }
    expect(await describeKey(environment)).toMatchObject({
      ...unanswered,
      evidence: { reason: 'proxy-refused', proxy },
    })
  })

  it.each([
    ['http://127.0.0.1:1', '127.0.0.1:1', 'ECONNREFUSED'],
    ['https://127.0.0.1:1', '127.0.0.1:1', 'ECONNREFUSED'],
    ['socks5h://127.0.0.1:1', '127.0.0.1:1', 'ECONNREFUSED'],
    ['http://proxy.invalid', 'proxy.invalid:80', 'ENOTFOUND'],
  ])('one that is not there is named: %s', async (url, proxy, systemCode) => {
    const lookup = systemCode === 'ENOTFOUND' ? /ENOTFOUND|EAI_AGAIN/ : new RegExp(systemCode)
    const found = await describeKey({ AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: url })
    expect(found).toMatchObject({
      code: 'endpoint-unreachable',
      evidence: { reason: 'proxy-unreachable', proxy, systemCode: expect.stringMatching(lookup) },
    })
  })

  it.each([
    ['ftp://user:canary@127.0.0.1:1', '127.0.0.1:1'],
    ['http://user:canary@', undefined],
    ['user:canary@host:port', undefined],
  ])('one that cannot be used is refused without its password: %s', async (url, proxy) => {
    const found = await describeKey({ AWS_ENDPOINT_URL_KMS: far, HTTPS_PROXY: url })
    expect(found).toMatchObject({ ...unanswered, evidence: { reason: 'proxy-invalid', endpoint: far } })
    expect(evidenceOf(found).proxy).toBe(proxy)
    expect(JSON.stringify(found)).not.toContain('canary')
  })
})

describe('waiting', () => {
  const patience = { connect: 100, answer: 300 }
  const far = 'https://kms.example.test'

  async function client(endpoint: string, environment: Environment = {}, given = patience) {
    const world = await createTestWorld(environment)
    const transport = createTransport(world, given)
    cleanups.push(world.remove, transport.destroy)
    const settings = { region: 'eu-west-1', endpoint, handler: await transport.handler(), userAgentApp: 'sealwright' }
    const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' }
    const kms = new KMSClient({ ...clientSettings(settings), credentials })
    return {
      kms,
      transport,
      list: (abortSignal?: AbortSignal) => kms.send(new ListKeysCommand({}), { ...(abortSignal && { abortSignal }) }),
    }
  }

  /** Counts connections, and says when the last of them has ended. */
  function watched(server: Server | TcpServer) {
    let connections = 0
    let open = 0
    const closed = deferred()
    server.on('connection', (socket: Socket) => {
      connections += 1
      open += 1
      // Servers of HTTP leave a half-open connection alone.
      socket.on('error', () => {}).on('end', () => socket.end())
      socket.on('close', () => {
        open -= 1
        if (open === 0) closed.resolve()
      })
    })
    return { count: () => connections, allClosed: closed.promise }
  }

  /** A proxy that takes the request and never answers is as silent as an address behind a firewall. */
  async function silentProxy() {
    const server = createServer()
    const seen = watched(server)
    const connect = deferred()
    server.on('connect', (_, socket) => {
      socket.resume()
      connect.resolve()
    })
    const port = await listen(server)
    cleanups.push(closer(server))
    return { ...seen, asked: connect.promise, environment: { HTTPS_PROXY: `http://127.0.0.1:${port}` } }
  }

  async function silentHost() {
    const server = createTcpServer((socket) => socket.resume())
    const seen = watched(server)
    const port = await listen(server)
    cleanups.push(closer(server))
    return { ...seen, port }
  }

  it('for a silent proxy happens once, and its connection is closed', async () => {
    const proxy = await silentProxy()
    const { list } = await client(far, proxy.environment)
    await expect(list()).rejects.toMatchObject({
      diagnosis: { code: 'endpoint-unreachable', evidence: { reason: 'proxy-unreachable', systemCode: 'ETIMEDOUT' } },
    })
    await proxy.allClosed
    expect(proxy.count()).toBe(1)
  })

  it('for a silent SOCKS proxy ends as well', async () => {
    const host = await silentHost()
    const { list } = await client(far, { HTTPS_PROXY: `socks5h://127.0.0.1:${host.port}` })
    await expect(list()).rejects.toMatchObject({ diagnosis: { evidence: { reason: 'proxy-unreachable' } } })
    await host.allClosed
  })

  it('for a proxy ends with the call that is stopped, and with the transport', async () => {
    const long = { connect: 600_000, answer: 600_000 }
    const stopped = await silentProxy()
    const controller = new AbortController()
    const one = expect((await client(far, stopped.environment, long)).list(controller.signal)).rejects.toThrow()
    await stopped.asked
    controller.abort()
    await Promise.all([one, stopped.allClosed])

    const destroyed = await silentProxy()
    const { list, transport } = await client(far, destroyed.environment, long)
    const two = expect(list()).rejects.toThrow()
    await destroyed.asked
    transport.destroy()
    await Promise.all([two, destroyed.allClosed])
  })

  it('for TLS is a part of connecting', async () => {
    const host = await silentHost()
    const { list } = await client(`https://localhost:${host.port}`, {}, { connect: 100, answer: 600_000 })
    await expect(list()).rejects.toMatchObject({ name: 'ConnectTimeoutError' })
    expect(host.count()).toBe(1)
    await host.allClosed
  })

  it('for TLS behind a proxy is one too', async () => {
    const host = await silentHost()
    const proxy = await startProxy(host.port)
    const { list } = await client(far, { HTTPS_PROXY: proxy.url }, { connect: 300, answer: 600_000 })
    await expect(list()).rejects.toMatchObject({ name: 'ConnectTimeoutError' })
    await host.allClosed
    expect(host.count()).toBe(1)
  })

  it('for a host that takes the request and says nothing happens once', async () => {
    const host = await silentHost()
    const { list } = await client(`http://localhost:${host.port}`)
    await expect(list()).rejects.toMatchObject({ name: 'AnswerTimeoutError' })
    expect(host.count()).toBe(1)
    await host.allClosed
  })

  it('for an answer without an end happens once', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).write('{"Keys":[')
    })
    const seen = watched(server)
    const port = await listen(server)
    cleanups.push(closer(server))
    const { list } = await client(`http://localhost:${port}`)
    await expect(list()).rejects.toMatchObject({ name: 'AnswerTimeoutError' })
    expect(seen.count()).toBe(1)
    await seen.allClosed
  })

  it('leaves room for the promised five seconds to connect, and ends well under twenty', () => {
    expect(usualPatience.connect).toBeLessThanOrEqual(3000)
    expect(usualPatience.answer).toBeLessThanOrEqual(10_000)
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
