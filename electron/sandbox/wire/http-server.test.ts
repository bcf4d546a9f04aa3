/** Requests that Node would answer by itself: they come to the door like all others. */
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { serveHTTP } from './http-server.ts'

async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(bytes)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

const whole = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n'
const brokenChunk = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'

test.each([
  ['bytes that are no HTTP', '\u0016\u0003\u0001\r\n\r\n'],
  ['a request with a broken chunk', brokenChunk],
])('%s behind a request do not spoil the answer under way to it', async (_, behind) => {
  const reply = { status: 200, type: 'application/x-amz-json-1.1', body: '{"whole":true}' }
  // Two turns of the event loop: by then the bytes that came along have been read and refused.
  const server = await serveHTTP(0, async () => {
    await setImmediate()
    await setImmediate()
    return { reply, requestId: 'id' }
  })
  try {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(whole + behind)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
    expect(answer).toMatch(/\{"whole":true\}$/)
  } finally {
    await server.stop()
  }
})

test.each([
  ['without a host', 'POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'],
  [
    'with an expectation',
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: foo\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  ],
  ['for a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'],
])('a request %s is answered in the shape of the service', async (_kind, bytes) => {
  const reply = { status: 400, type: 'application/x-amz-json-1.1', body: '{"__type":"Refused"}' }
  const server = await serveHTTP(0, async () => ({ reply, requestId: 'id' }))
  try {
    const answer = await exchange(server.port, bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toMatch(/x-amzn-RequestId: .+/)
    expect(answer).toContain('"__type":')
  } finally {
    await server.stop()
  }
})
