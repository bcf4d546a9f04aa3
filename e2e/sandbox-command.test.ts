import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSandbox, type SandboxProcess } from './fixtures/sandbox-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-command-'))
let sandbox: SandboxProcess

beforeAll(async () => {
  sandbox = await runSandbox(['--data', folder])
})
afterAll(async () => {
  await sandbox.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

describe('the command', () => {
  test('prints one line and nothing else on stdout', () => {
    expect(sandbox.output().trimEnd().split('\n')).toHaveLength(1)
    expect(Object.keys(sandbox.ready)).toEqual([
      'endpoint',
      'region',
      'accessKeyId',
      'secretAccessKey',
      'keys',
      'principals',
      'webIdentityTokenFile',
    ])
    expect(sandbox.ready.principals.map(({ name, arn }) => [name, arn.split(':').slice(4).join(':')])).toEqual([
      ['owner', '111122223333:user/sandbox-owner'],
      ['seal-server', '111122223333:user/sandbox-seal-server'],
      ['auditor', '111122223333:user/sandbox-auditor'],
      ['other-account', '444455556666:user/sandbox-other-account'],
      ['seal-role', '111122223333:role/sandbox-seal-role'],
    ])
    const [owner, ...others] = sandbox.ready.principals
    expect(owner).toMatchObject({
      accessKeyId: sandbox.ready.accessKeyId,
      secretAccessKey: sandbox.ready.secretAccessKey,
    })
    // A role is assumed; it has no key of its own to print.
    expect(others.map(({ accessKeyId }) => accessKeyId !== '')).toEqual([true, true, true, false])
  })

  test.each([
    ['--port', 'x'],
    ['--seed', 'full'],
    ['--nonsense', 'y'],
  ])('ends with 2 and its usage for %s %s', async (...args) => {
    await expect(runSandbox(args)).rejects.toMatchObject({
      code: 2,
      message: expect.stringContaining('Usage:'),
    })
  })

  test('refuses a store in use and a port in use, each with a sentence', async () => {
    await expect(runSandbox(['--data', folder])).rejects.toMatchObject({
      code: 1,
      message: expect.stringContaining('in use by process'),
    })
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const args = ['--data', join(folder, 'second'), '--port', String(port)]
    await expect(runSandbox(args)).rejects.toMatchObject({
      code: 1,
      message: expect.stringContaining(`port ${port}`),
    })
    taken.close()
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s and starts again as it was', async (signal) => {
    const args = ['--data', join(folder, signal), '--seed', 'demo']
    const first = await runSandbox(args)
    expect(await first.end(signal)).toBe(0)
    expect(existsSync(join(folder, signal, 'lock'))).toBe(false)
    const second = await runSandbox(args)
    expect(second.ready).toEqual(first.ready)
    await second.end('SIGTERM')
  })

  test('runs once of eight started together on a store whose holder was killed', async () => {
    const args = ['--data', join(folder, 'contended')]
    const killed = await runSandbox(args)
    await killed.end('SIGKILL')
    const started = await Promise.allSettled(Array.from({ length: 8 }, () => runSandbox(args)))
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(running.map(({ ready }) => ready)).toEqual([killed.ready])
    for (const { end } of running) await end('SIGTERM')
  })
})
