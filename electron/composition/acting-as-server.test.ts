import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKmsAccess } from '../aws/kms-access.ts'
import { createKnownServers } from './known-servers.ts'
import { noDesktop } from './no-desktop.ts'

/** From a loaded environment to what a listener hears, past the window. */

const clock = { now: () => new Date(), monotonicMs: () => 0 }
const irsa = `AWS_ROLE_ARN=arn:aws:iam::111122223333:role/vault
AWS_WEB_IDENTITY_TOKEN_FILE=/token
AWS_REGION=eu-west-1
HOME=/home/vault
`
const stanza = 'seal "awskms" {\n  kms_key_id = "alias/unseal"\n}\n'

let heard: string[]
let origin: string
const listener = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    heard.push(body)
    response.writeHead(403).end()
  })
})
listener.on('connect', ({ url }, socket) => {
  heard.push(url ?? '')
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
})

beforeEach(async () => {
  heard = []
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
})

afterEach(() => {
  listener.closeAllConnections()
  listener.close()
})

async function openSession(set: Record<string, string>) {
  const paste = { text: irsa }
  const desktop = { ...noDesktop, paste: async () => paste.text }
  const servers = createKnownServers({ desktop, environment: {}, home: '/nowhere', clock, confined: true })
  const { handle: first } = await servers.load({ from: 'clipboard' })
  paste.text = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl'
  const { handle } = await servers.load({ from: 'clipboard', handle: first, as: 'aws-file', serverPath: '/token' })
  const engine = { product: 'openbao', version: '2.6.2', plugin: '2.5.0' } as const
  const { handle: principal, availability } = await servers.principal({
    config: stanza,
    engine,
    environment: { handle, set },
    files: {},
  })
  expect(availability).toBe('here')
  const asked: string[] = []
  const kms = createKmsAccess({
    environment: {},
    home: '/nowhere',
    sandbox: () => Promise.reject(new Error('no sandbox')),
    server: servers.known,
    proxyFor: async () => origin,
    allowHost: async ({ origins }) => {
      asked.push(...origins)
      return false
    },
    clock,
    userAgentApp: 'test',
  })
  const ask = async () => {
    const session = await kms.open(
      { kind: 'resolved', handle: principal },
      { endpoint: 'https://kms.eu-west-1.amazonaws.com' },
    )
    await session.callerIdentity()
  }
  await expect(ask()).rejects.toThrow()
  kms.close()
  return asked
}

it('AWS_ENDPOINT_URL does not move STS: the token goes nowhere but to AWS', async () => {
  expect(await openSession({ AWS_ENDPOINT_URL: origin })).toEqual([])
  expect(new Set(heard)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']))
})

it('AWS_ENDPOINT_URL_STS moves it, where the user allows that', async () => {
  expect(await openSession({ AWS_ENDPOINT_URL_STS: origin })).toEqual([origin])
  expect(heard).toEqual([])
})
