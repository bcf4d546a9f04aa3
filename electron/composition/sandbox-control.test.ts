import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SandboxFailure } from '../sandbox/failure.ts'
import { sandboxInProcess } from './in-process-sandbox.ts'
import { type ControlledSandbox, controlSandbox, type SandboxRunner } from './sandbox-control.ts'

let directory = ''
const open: ControlledSandbox[] = []

const control = (runner: SandboxRunner = sandboxInProcess(directory, vi.fn())) => {
  const sandbox = controlSandbox(runner)
  open.push(sandbox)
  return sandbox
}

async function freePort(): Promise<number> {
  const { port, server } = await occupied()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const answers = async (endpoint: string | undefined) => (await fetch(`${endpoint}/`)).status > 0

async function occupied(): Promise<{ port: number; server: Server }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as { port: number }).port, server }
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-control-'))
})
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
  rmSync(directory, { recursive: true, force: true })
})

it('starts the first time something needs it, and keeps its secret out of every answer', async () => {
  const sandbox = control()
  expect(sandbox.endpoint()).toBeUndefined()
  expect(await sandbox.status()).toMatchObject({ state: 'stopped' })
  const { endpoint, secretAccessKey } = await sandbox.access()
  expect(sandbox.endpoint()).toBe(endpoint)
  const status = await sandbox.status()
  expect(status).toMatchObject({ state: 'running', endpoint, region: 'us-east-1' })
  expect(status.keys.map(({ alias }) => alias)).toContain('alias/vault-unseal')
  expect(secretAccessKey.reveal()).not.toBe('')
  expect(JSON.stringify(status)).not.toContain(secretAccessKey.reveal())
  expect((await sandbox.environmentBlock()).reveal()).toContain(`export AWS_ENDPOINT_URL=${endpoint}\n`)
})

it('keeps its port across starts', async () => {
  const first = control()
  const { port } = await first.start({})
  await first.stop()
  expect(await control().start({})).toMatchObject({ state: 'running', port })
})

it('does not start again by itself after it was stopped', async () => {
  const sandbox = control()
  await sandbox.start({})
  await sandbox.stop()
  await expect(sandbox.access()).rejects.toMatchObject({ diagnosis: { code: 'sandbox-stopped' } })
  expect(await sandbox.start({})).toMatchObject({ state: 'running' })
})

it('names a taken port and goes on with another one only when it is told to', async () => {
  const { port, server } = await occupied()
  const sandbox = control()
  await expect(sandbox.start({ port })).rejects.toMatchObject({
    diagnosis: { code: 'sandbox-port-in-use', evidence: { port } },
  })
  expect(await sandbox.status()).toMatchObject({ state: 'failed', diagnosis: { code: 'sandbox-port-in-use' } })
  const status = await sandbox.start({ anyPort: true })
  expect(status.state).toBe('running')
  expect(status.port).not.toBe(port)
  server.close()
})

it('moves a running sandbox to another port', async () => {
  const sandbox = control()
  const before = await sandbox.start({})
  const after = await sandbox.start({ anyPort: true })
  expect(after.state).toBe('running')
  expect(after.port).not.toBe(before.port)
})

it('stays where it is when told its own port, or none', async () => {
  const inner = sandboxInProcess(directory, vi.fn())
  const stop = vi.fn(inner.stop)
  const sandbox = control({ ...inner, stop })
  const { port = 0 } = await sandbox.start({})
  for (const same of [port, 0]) expect(await sandbox.start({ port: same })).toMatchObject({ state: 'running', port })
  expect(stop).not.toHaveBeenCalled()
})

it('runs on where it was when the port that it shall move to is taken', async () => {
  const { port: taken, server } = await occupied()
  const sandbox = control()
  const { port, endpoint } = await sandbox.start({})
  await expect(sandbox.start({ port: taken })).rejects.toMatchObject({
    diagnosis: { code: 'sandbox-port-in-use', evidence: { port: taken } },
  })
  expect(await sandbox.status()).toMatchObject({ state: 'running', port })
  expect((await sandbox.access()).endpoint).toBe(endpoint)
  expect(await answers(endpoint)).toBe(true)
  server.close()
})

it('says that it failed when it can neither move nor return', async () => {
  const inner = sandboxInProcess(directory, vi.fn())
  const start = vi.fn(inner.start)
  const sandbox = control({ ...inner, start })
  const { port } = await sandbox.start({})
  start.mockRejectedValueOnce(new SandboxFailure('port-in-use', 'taken', { port: 1 }))
  start.mockRejectedValueOnce(new SandboxFailure('port-in-use', 'taken', { port: Number(port) }))
  await expect(sandbox.start({ port: 1 })).rejects.toMatchObject({ diagnosis: { evidence: { port: 1 } } })
  expect(await sandbox.status()).toMatchObject({ state: 'failed', diagnosis: { evidence: { port } } })
})

it('answers each of two starts at once with the port that it asked for', async () => {
  const sandbox = control()
  const ports = [await freePort(), await freePort()]
  const started = await Promise.all(ports.map((port) => sandbox.start({ port })))
  expect(started.map(({ state, port }) => ({ state, port }))).toEqual(ports.map((port) => ({ state: 'running', port })))
  expect(await sandbox.status()).toMatchObject({ port: ports[1] })
})

it('starts once for all who need it at the same time', async () => {
  const inner = sandboxInProcess(directory, vi.fn())
  const start = vi.fn(inner.start)
  const sandbox = control({ ...inner, start })
  const [first, second, status] = await Promise.all([sandbox.access(), sandbox.access(), sandbox.start({})])
  expect([first.endpoint, second.endpoint]).toEqual([status.endpoint, status.endpoint])
  expect(start).toHaveBeenCalledTimes(1)
})

it('is stopped, not running, after a fault of its own', async () => {
  const inner = sandboxInProcess(directory, vi.fn())
  const start = vi.fn(inner.start)
  const sandbox = control({ ...inner, start })
  await sandbox.start({})
  start.mockRejectedValue(new TypeError('a bug'))
  await expect(sandbox.start({ anyPort: true })).rejects.toThrow(TypeError)
  expect(await sandbox.status()).toMatchObject({ state: 'stopped' })
  await expect(sandbox.access()).rejects.toMatchObject({ diagnosis: { code: 'sandbox-stopped' } })
})

it('is stopped even when the stop ends in a fault', async () => {
  const inner = sandboxInProcess(directory, vi.fn())
  const stop = async () => {
    await inner.stop()
    throw new TypeError('a bug')
  }
  const sandbox = controlSandbox({ ...inner, stop })
  await sandbox.start({})
  await expect(sandbox.stop()).rejects.toThrow(TypeError)
  expect(await sandbox.status()).toMatchObject({ state: 'stopped' })
})

it('uses the sandbox that another process runs on the same store', async () => {
  const owner = control()
  const { endpoint } = await owner.access()
  const guest = control()
  expect((await guest.access()).endpoint).toBe(endpoint)
  await expect(guest.reset('empty')).rejects.toMatchObject({ diagnosis: { code: 'store-in-use' } })
  expect(await guest.start({})).toMatchObject({ state: 'running', endpoint })
  await guest.stop()
  expect(await owner.status()).toMatchObject({ state: 'running' })
})

it('does not move the sandbox of another process', async () => {
  const owner = control()
  const { port = 0, endpoint } = await owner.start({})
  const guest = control()
  expect(await guest.start({ anyPort: true })).toMatchObject({ state: 'running', port })
  expect(await guest.start({ port })).toMatchObject({ state: 'running', port })
  for (const change of [{ anyPort: true }, { port: port === 65_535 ? 1024 : port + 1 }]) {
    await expect(guest.start(change)).rejects.toMatchObject({ diagnosis: { code: 'store-in-use' } })
    expect(await guest.status()).toMatchObject({ state: 'running', port })
  }
  expect(await answers(endpoint)).toBe(true)
})

it('starts its own when the process it was attached to is gone', async () => {
  const owner = control()
  await owner.start({})
  const guest = control()
  await guest.access()
  await owner.close()
  const { state, endpoint } = await guest.start({})
  expect(state).toBe('running')
  expect(await answers(endpoint)).toBe(true)
  expect(await guest.reset('empty')).toMatchObject({ state: 'running', keys: [] })
})

it('tells where a damaged store was put', async () => {
  const first = control()
  await first.start({})
  await first.stop()
  writeFileSync(join(directory, 'store.jsonl'), 'not a store\n{}\n')
  const status = await control().start({})
  expect(status).toMatchObject({ state: 'running' })
  expect(status.keptAside.join()).toContain('damaged')
})

it('says with the system’s code why its folder cannot be used', async () => {
  const file = join(directory, 'file')
  writeFileSync(file, '')
  const sandbox = control(sandboxInProcess(file, vi.fn()))
  await expect(sandbox.start({})).rejects.toMatchObject({
    diagnosis: { code: 'file-unwritable', evidence: { file, systemCode: 'EEXIST' } },
  })
})

it('does not call the store of a newer release damaged', async () => {
  const path = join(directory, 'store.jsonl')
  const start = () => Promise.reject(new SandboxFailure('store-too-new', 'later release', { path }))
  const sandbox = control({ ...sandboxInProcess(directory, vi.fn()), start })
  await expect(sandbox.start({})).rejects.toMatchObject({
    diagnosis: { code: 'store-too-new', evidence: { file: path } },
  })
})

it('says that it died, and runs again when the user starts it', async () => {
  let die = (_: SandboxFailure) => {}
  const inner = sandboxInProcess(directory, vi.fn())
  const onExit: SandboxRunner['onExit'] = (listener) => {
    die = listener
  }
  const sandbox = control({ ...inner, onExit })
  await sandbox.access()
  await inner.stop()
  die(new SandboxFailure('worker-died', 'The sandbox stopped by itself: out of memory'))
  expect(await sandbox.status()).toMatchObject({ state: 'failed', diagnosis: { code: 'sandbox-stopped' } })
  await expect(sandbox.access()).rejects.toMatchObject({ diagnosis: { code: 'sandbox-stopped' } })
  expect(await sandbox.start({})).toMatchObject({ state: 'running' })
})

it('shows who may sign, and copies the environment of each but never its secret', async () => {
  const sandbox = control()
  const { principals } = await sandbox.start({})
  expect(principals.map(({ name }) => name)).toEqual(expect.arrayContaining(['owner', 'seal-server', 'auditor']))
  const server = principals.find(({ name }) => name === 'seal-server')
  expect((await sandbox.environmentBlock('seal-server')).reveal()).toContain(
    `AWS_ACCESS_KEY_ID=${server?.accessKeyId}\n`,
  )
  const refusal = { diagnosis: { code: 'not-found', evidence: { reason: 'principal' } } }
  await expect(sandbox.environmentBlock('nobody')).rejects.toMatchObject(refusal)
})

it('copies for a role, which has no keys, where its token is', async () => {
  const spaced = join(directory, 'a folder')
  mkdirSync(spaced)
  const sandbox = control(sandboxInProcess(spaced, vi.fn()))
  const block = (await sandbox.environmentBlock('seal-role')).reveal()
  expect(block).toContain('export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/sandbox-seal-role\n')
  expect(block).toContain(`export AWS_WEB_IDENTITY_TOKEN_FILE='${join(spaced, 'web-identity-token')}'\n`)
  expect(block).not.toContain('AWS_ACCESS_KEY_ID')
})

it('puts its time ahead and tells by how much, and what became of keys', async () => {
  const sandbox = control()
  const before = await sandbox.start({})
  expect(before).toMatchObject({ aheadDays: 0, slownessMs: 0, activeFaults: 0, keyCount: 9, attached: false })
  const after = await sandbox.advance(300)
  expect(Date.parse(after.now ?? '') - Date.parse(before.now ?? '')).toBeGreaterThanOrEqual(300 * 86_400_000)
  expect(after).toMatchObject({ aheadDays: 300, keyCount: 8, furtherKeys: 0 })
  expect(after.passed.map(({ alias, what, times }) => ({ alias, what, times }))).toEqual([
    { alias: 'alias/pending-deletion', what: 'deleted', times: 1 },
    { alias: 'alias/imported', what: 'expired', times: 1 },
    { alias: 'alias/rotated', what: 'rotated', times: 1 },
  ])
  expect(await sandbox.reset('empty')).toMatchObject({ aheadDays: 0, keyCount: 0 })
})

it('lets calls fail and changes take their time on request, and says so in its status', async () => {
  const sandbox = control()
  const [fault] = await sandbox.addFault({ effect: { kind: 'throttle' }, operations: ['Encrypt'], times: 2 })
  expect(fault).toMatchObject({ effect: { kind: 'throttle' }, operations: ['Encrypt'], times: 2 })
  await sandbox.slowDown(500)
  expect(await sandbox.status()).toMatchObject({ activeFaults: 1, slownessMs: 500 })
  expect(await sandbox.clearFaults(fault?.id)).toEqual([])
  await sandbox.slowDown(0)
  expect(await sandbox.status()).toMatchObject({ activeFaults: 0, slownessMs: 0 })
})

it('tells the requests after one, and whether any is missing in between', async () => {
  const sandbox = control()
  const { endpoint } = await sandbox.start({})
  const ask = () => fetch(`${endpoint}/`, { method: 'POST', body: 'Action=GetCallerIdentity' })
  expect(await sandbox.requests({})).toEqual({ requests: [], continues: false })
  await ask()
  const [first] = (await sandbox.requests({})).requests
  expect(first).toMatchObject({ status: 400, durationMs: expect.any(Number) })
  const after = first?.requestId ?? ''
  expect(await sandbox.requests({ after })).toEqual({ requests: [], continues: true })
  await ask()
  await ask()
  expect(await sandbox.requests({ after })).toMatchObject({ requests: [{}, {}], continues: true })
  expect(await sandbox.requests({ after, limit: 1 })).toMatchObject({ requests: [{}], continues: false })
  await sandbox.reset('demo')
  expect(await sandbox.requests({ after })).toEqual({ requests: [], continues: false })
})

it('leaves the inside of another process’s sandbox alone', async () => {
  await control().start({})
  const guest = control()
  await guest.access()
  const status = await guest.status()
  expect(status.attached).toBe(true)
  expect(status.now).toBeUndefined()
  await expect(guest.advance(1)).rejects.toMatchObject({ diagnosis: { code: 'store-in-use' } })
  await expect(guest.addFault({ effect: { kind: 'deny' } })).rejects.toMatchObject({
    diagnosis: { code: 'store-in-use' },
  })
})
