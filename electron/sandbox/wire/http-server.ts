/**
 * HTTP/1.1 on 127.0.0.1, and nowhere else. It reads a request whole within limits, asks for its answer, and gives every
 * answer a request id, also those to bytes that were no HTTP at all.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SandboxFailure, systemCode } from '../failure.ts'
import { ServiceError } from '../service-error.ts'
import { type Answered, type Broken, jsonError, type Reply } from './reply.ts'
import { headerMap, splitTarget, type WireRequest } from './request.ts'

const host = '127.0.0.1'
/** The largest request that KMS takes is a key policy of 128 KiB; the rest is room for its envelope. */
const bodyLimit = 1_048_576

export interface HTTPServer {
  readonly port: number
  stop(): Promise<void>
}

/** Listens on the port, or on a free one for 0. A taken port is a failure, never silently another port. */
export async function serveHTTP(
  port: number,
  answer: (request: WireRequest) => Promise<Answered>,
): Promise<HTTPServer> {
  const limits = { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 75_000, maxHeaderSize: 65_536 }
  const answering = new WeakMap<Socket, Set<ServerResponse>>()
  const take = (message: IncomingMessage, response: ServerResponse) => {
    const { socket } = message
    const open = answering.get(socket) ?? new Set()
    answering.set(socket, open.add(response))
    response.once('close', () => open.delete(response))
    void handle(message, response, answer, () => server.listening)
  }
  // Node would answer some requests by itself, without an id and not in AWS's shape.
  const server = createServer({ ...limits, noDelay: true, requireHostHeader: false }, take)
  server.on('checkExpectation', take)
  server.on('connect', (_message, socket) => refuseBytes(new Error('A tunnel was asked for.'), socket as Socket))
  server.on('clientError', (error, socket) => {
    const last = [...(answering.get(socket as Socket) ?? [])].findLast(isUnderWay)
    if (last) closeAfter(last, socket as Socket)
    else refuseBytes(error, socket as Socket)
  })
  await listen(server, port)
  const { port: bound } = server.address() as AddressInfo
  return { port: bound, stop: () => stop(server) }
}

async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (request: WireRequest) => Promise<Answered>,
  isListening: () => boolean,
): Promise<void> {
  const body = await readBody(message)
  if (body === 'gone') return
  if (body === 'too-large') {
    response.shouldKeepAlive = false
    send(response, jsonError(new ServiceError('RequestEntityTooLargeException', '', 413)), randomUUID())
    return
  }
  const target = splitTarget(message.url ?? '/')
  const { reply, requestId, broken } = await answer({
    method: message.method ?? '',
    ...target,
    headers: headerMap(message.rawHeaders),
    body,
  })
  // A connection that is kept open would hold up a stop.
  if (!isListening()) response.shouldKeepAlive = false
  if (broken) breakOff(response, reply, requestId, broken)
  else send(response, reply, requestId)
}

/** Half of an answer, or none, and then no connection any more. */
function breakOff(response: ServerResponse, reply: Reply, requestId: string, broken: Broken): void {
  const { socket } = response
  if (broken === 'reset' || !socket || response.destroyed) {
    socket?.resetAndDestroy()
    return
  }
  response.writeHead(reply.status, headers(reply, requestId))
  response.write(reply.body.slice(0, Math.max(1, reply.body.length >> 1)), () => socket.destroy())
}

/** Reads the body up to the limit; what comes after it is not kept. */
function readBody(message: IncomingMessage): Promise<Buffer | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
      else resolve('too-large')
    })
    message.on('end', () => resolve(Buffer.concat(chunks)))
    message.on('close', () => resolve('gone'))
    message.on('error', () => resolve('gone'))
  })
}

function send(response: ServerResponse, reply: Reply, requestId: string): void {
  if (response.destroyed) return
  response.writeHead(reply.status, headers(reply, requestId))
  // As text it leaves in one write with its head; as bytes it would take two.
  response.end(reply.body)
}

function headers({ type, body }: Reply, requestId: string): Record<string, string | number> {
  return {
    'x-amzn-RequestId': requestId,
    'Cache-Control': 'no-cache, no-store, must-revalidate, private',
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  }
}

/** Asked for in full, so that an answer comes. */
function isUnderWay(response: ServerResponse): boolean {
  return response.req.complete && !response.writableFinished && !response.destroyed
}

/** What came behind a good request is refused by closing: a second answer would run into the one under way. */
function closeAfter(response: ServerResponse, socket: Socket): void {
  response.shouldKeepAlive = false
  response.once('finish', () => socket.destroySoon())
}

/** What Node's parser gave up on still gets an answer in AWS's shape. */
function refuseBytes(error: Error, socket: Socket): void {
  if (systemCode(error) === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { body, type } = jsonError(new ServiceError('SerializationException'))
  const head = ['HTTP/1.1 400 Bad Request', `x-amzn-RequestId: ${randomUUID()}`, `Content-Type: ${type}`]
  socket.end(`${[...head, `Content-Length: ${body.length}`, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, port)))
    server.listen({ host, port, exclusive: true }, () => resolve())
  })
}

function listenFailure(error: Error, port: number): SandboxFailure {
  if (systemCode(error) === 'EADDRINUSE') {
    return new SandboxFailure('port-in-use', `Another program uses port ${port} of this machine: ${host}:${port}`, {
      port,
    })
  }
  return new SandboxFailure('port-refused', `The system refuses port ${port}: ${error.message}`, { port })
}

/** Lets answers under way finish, and cuts what does not end by itself. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 2000)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
