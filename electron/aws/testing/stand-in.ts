/**
 * A stand-in for AWS services on this machine: an HTTP or HTTPS server that answers what a test tells it and remembers
 * what it was asked. It checks no signatures; the sandbox does.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server, Socket } from 'node:net'

export interface SeenRequest {
  /** `TrentService.DescribeKey` of KMS, `AssumeRole` of STS, or the path of any other service. */
  operation: string
  accessKeyId: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

export interface StandInAnswer {
  status?: number
  headers?: Record<string, string>
  body: string
  /** Waits for this before answering. */
  after?: Promise<void>
}

export interface StandIn {
  endpoint: string
  port: number
  requests: SeenRequest[]
  close(): Promise<void>
}

export async function startStandIn(
  answer: (request: SeenRequest) => StandInAnswer,
  tls?: { key: string; cert: string },
): Promise<StandIn> {
  const requests: SeenRequest[] = []
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await seen(incoming)
    requests.push(request)
    const { status = 200, headers = {}, body, after } = answer(request)
    await after
    response.writeHead(status, { 'x-amzn-requestid': `request-${requests.length}`, ...headers }).end(body)
  }
  const handle = (incoming: IncomingMessage, response: ServerResponse) => {
    listener(incoming, response).catch(() => response.destroy())
  }
  const server = tls ? createSecureServer(tls, handle) : createServer(handle)
  const port = await listen(server)
  const endpoint = `${tls ? 'https' : 'http'}://localhost:${port}`
  return { endpoint, port, requests, close: closer(server) }
}

/** Listens on a free port of the loopback and answers it. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Ends a server and the connections that clients keep alive. */
export function closer(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
}

async function seen(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString('utf8')
  const target = incoming.headers['x-amz-target']
  const action = new URLSearchParams(body).get('Action')
  const operation = (typeof target === 'string' ? target : undefined) ?? action ?? incoming.url ?? ''
  const accessKeyId = /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1]
  return { operation, accessKeyId, headers: incoming.headers, body }
}

export const json = (value: unknown): StandInAnswer => ({ body: JSON.stringify(value) })

/** The answer of STS about a caller. */
export const callerAnswer = (arn: string, account = '111122223333'): StandInAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
})

/** Credentials as STS hands them out for `AssumeRole` and its kin. */
export const roleAnswer = (operation: string, accessKeyId: string, expiration: string): StandInAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>canary-role-secret</SecretAccessKey><SessionToken>canary-role-token</SessionToken><Expiration>${expiration}</Expiration></Credentials></${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`,
})

/** A refusal in the words of STS. */
export const refusedBySts = (code: string, message: string, status = 403): StandInAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
})
