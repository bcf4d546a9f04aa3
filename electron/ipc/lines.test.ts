import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it, vi } from 'vitest'
import type { Handlers } from './handler.ts'
import { callOnce, serveLines } from './lines.ts'
import { createRouter } from './router.ts'

const handlers = {
  'seals.list': () => ({ seals: [], keptAside: [] }),
  'blob.decode': async ({ bytes }: { bytes: string }) => {
    if (bytes === 'slow') await new Promise((resolve) => setImmediate(resolve))
    return { layout: 'blob-info', length: bytes.length, blobs: [] }
  },
} as unknown as Handlers
const router = createRouter(handlers, { bug: vi.fn() })

async function serve(lines: string[]): Promise<Record<string, unknown>[]> {
  const output = new PassThrough()
  const printed = text(output)
  await serveLines(router, Readable.from(lines.map((line) => `${line}\n`)), output)
  output.end()
  return (await printed)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

it('answers each line under its own id, in the order of finishing', async () => {
  const replies = await serve([
    JSON.stringify({ id: 'first', procedure: 'blob.decode', input: { bytes: 'slow' } }),
    JSON.stringify({ id: 2, procedure: 'blob.decode', input: { bytes: 'fast!' } }),
  ])
  expect(replies).toEqual([
    { id: 2, ok: true, value: { layout: 'blob-info', length: 5, blobs: [] } },
    { id: 'first', ok: true, value: { layout: 'blob-info', length: 4, blobs: [] } },
  ])
})

it('takes a missing input for an empty one', async () => {
  expect(await serve([JSON.stringify({ id: 1, procedure: 'seals.list' })])).toMatchObject([{ id: 1, ok: true }])
})

it.each(['{', '"text"', '[]', 'null', '{"id":1,"procedure":7}', '{"id":1,"procedure":"nothing.here"}'])(
  'answers the line %s with a diagnosis and goes on',
  async (line) => {
    const replies = await serve([line, JSON.stringify({ id: 'after', procedure: 'seals.list', input: {} })])
    expect(replies.find((reply) => reply.id !== 'after')).toMatchObject({
      ok: false,
      diagnosis: { code: 'bad-request' },
    })
    expect(replies.find((reply) => reply.id === 'after')).toMatchObject({ ok: true })
  },
)

it('answers thousands of requests of one process', async () => {
  const lines = Array.from({ length: 5000 }, (_, id) => JSON.stringify({ id, procedure: 'seals.list' }))
  const replies = await serve(lines)
  expect(new Set(replies.map(({ id }) => id)).size).toBe(5000)
  expect(replies.every(({ ok }) => ok === true)).toBe(true)
})

it('stops reading and cancels what runs when nobody reads the answers', async () => {
  const waiting = {
    'seals.list': (_: unknown, { signal }: { signal: AbortSignal }) => aborted(signal),
  } as unknown as Handlers
  const input = new PassThrough()
  const output = new PassThrough()
  const served = serveLines(createRouter(waiting, { bug: vi.fn() }), input, output)
  input.write(`${JSON.stringify({ id: 1, procedure: 'seals.list' })}\n`)
  await new Promise((resolve) => setImmediate(resolve))
  output.destroy(Object.assign(new Error('the reader is gone'), { code: 'EPIPE' }))
  await served
  expect(input.destroyed).toBe(true)
})

const aborted = (signal: AbortSignal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

it('refuses a single call whose input is not JSON', async () => {
  expect(await callOnce(router, 'seals.list', '{', vi.fn())).toMatchObject({ diagnosis: { code: 'bad-request' } })
  expect(await callOnce(router, 'seals.list', '', vi.fn())).toMatchObject({ ok: true })
})
