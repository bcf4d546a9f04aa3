import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SandboxFailure } from './failure.ts'
import { createSandboxHost, type SandboxHost } from './host.ts'
import type { ReadyInfo } from './ready.ts'
import { startSandbox } from './sandbox.ts'
import { kmsRequest, send, sign } from './test-client.ts'

const bundle = mkdtempSync(join(tmpdir(), 'sandbox-worker-'))
const workerURL = pathToFileURL(join(bundle, 'worker.js'))

/** A thread of plain Node needs JavaScript: the worker is bundled by the product's bundler, from the sources of now. */
beforeAll(async () => {
  const root = join(import.meta.dirname, '../..')
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js')
  writeFileSync(join(bundle, 'package.json'), '{"type":"module"}')
  const entry = join(import.meta.dirname, 'worker.ts')
  const args = ['build', root, '--ssr', entry, '--outDir', bundle, '--emptyOutDir', 'false', '--logLevel', 'error']
  await promisify(execFile)(process.execPath, [vite, ...args])
})
afterAll(() => rmSync(bundle, { recursive: true, force: true }))

let dataDir = ''
let host: SandboxHost
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-host-'))
  host = createSandboxHost({ dataDir, workerURL })
})
afterEach(async () => {
  await host.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function listKeys(ready: ReadyInfo): Promise<number> {
  const request = sign(kmsRequest(ready.endpoint, 'ListKeys', '{}'), { ...ready, at: Date.now() })
  return (await send(ready.endpoint, { ...request, headers: { ...request.headers, 'user-agent': 'other' } })).body.Keys
    .length
}

/** The real worker, with a bug that the log call sets off. */
function dyingWorker(): URL {
  const source = `import { parentPort } from 'node:worker_threads'
    await import(${JSON.stringify(workerURL.href)})
    parentPort.on('message', ({ call }) => { if (call === 'requests') throw new Error('boom') })`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}

describe('the host', () => {
  test('passes on faults and time, as the settings screen asks for them', async () => {
    const ready = await host.start()
    const fault = await host.addFault({ effect: { kind: 'throttle' }, operations: ['ListKeys'], times: 5 })
    expect(await host.faults()).toEqual([fault])
    await expect(listKeys(ready)).rejects.toThrow()
    await host.clearFaults(fault.id)
    expect(await host.faults()).toEqual([])
    expect(await listKeys(ready)).toBe(9)
    const { now: ahead, passed } = await host.advance(60)
    expect(Math.round((ahead - Date.now()) / 86_400_000)).toBe(60)
    expect(Math.abs((await host.conditions()).now - ahead)).toBeLessThan(5000)
    expect(passed).toMatchObject([
      { alias: 'alias/pending-deletion', what: 'deleted' },
      { alias: 'alias/imported', what: 'expired' },
    ])
    // Nobody cancelled the deletion that the seed had scheduled.
    expect(await listKeys(ready)).toBe(8)
    await host.slowDown(10)
    expect((await host.requests(10)).requests[0]).toMatchObject({
      operation: 'ListKeys',
      principal: 'owner',
      result: 'ok',
    })
  })

  test('starts the sandbox once, however often it is asked', async () => {
    const [first, second] = await Promise.all([host.start(), host.start()])
    expect(second).toEqual(first)
    expect(host.ready()).toEqual(first)
    expect(await listKeys(first)).toBe(9)
  })

  test('passes on use, log and reset', async () => {
    await listKeys(await host.start())
    expect(await host.usage(5)).toMatchObject([{ userAgent: 'other', principals: ['owner'], requests: 1 }])
    expect((await host.requests(5)).requests).toMatchObject([{ operation: 'ListKeys', result: 'ok' }])
    const after = await host.reset('empty')
    expect(host.ready()).toEqual(after)
    expect(await listKeys(after)).toBe(0)
  })

  test('stops and starts again with the same state at the same port', async () => {
    const before = await host.start()
    expect(await host.restart()).toEqual(before)
    await host.stop()
    expect(host.ready()).toBeUndefined()
    expect(readdirSync(dataDir).sort()).toEqual(['port.json', 'store.jsonl'])
  })

  test('passes on why it cannot start, and can start when the reason is gone', async () => {
    const other = await startSandbox({ dataDir })
    await expect(host.start()).rejects.toMatchObject({
      name: 'SandboxFailure',
      code: 'store-locked',
      facts: { pid: process.pid },
    })
    await other.stop()
    expect(await host.start()).toEqual(other.ready)
  })

  test('moves to a free port when it is told to', async () => {
    const before = await host.start()
    await host.stop()
    const squatter = await startSandbox({
      dataDir: join(dataDir, 'other'),
      port: Number(new URL(before.endpoint).port),
    })
    await expect(host.start()).rejects.toMatchObject({ code: 'port-in-use' })
    expect((await host.start({ port: 'free' })).endpoint).not.toBe(before.endpoint)
    await squatter.stop()
  })

  test('says when the worker ends by itself, fails what waits, frees the store and starts again', async () => {
    const doomed = createSandboxHost({ dataDir, workerURL: dyingWorker() })
    const told: SandboxFailure[] = []
    doomed.onExit((failure) => told.push(failure))
    const before = await doomed.start()
    await expect(doomed.requests(1)).rejects.toMatchObject({
      code: 'worker-died',
      message: expect.stringContaining('boom'),
    })
    expect(told.map(({ code }) => code)).toEqual(['worker-died'])
    expect(doomed.ready()).toBeUndefined()
    expect(await host.start()).toEqual(before)
  })

  test('fails plainly when the worker is not there', async () => {
    const lost = createSandboxHost({ dataDir, workerURL: pathToFileURL(join(dataDir, 'none.js')) })
    await expect(lost.start()).rejects.toMatchObject({ code: 'worker-died' })
  })
})
