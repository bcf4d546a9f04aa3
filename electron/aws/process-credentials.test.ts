import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../seal/secret.ts'
import { processCredentials, processTimeoutMs } from './process-credentials.ts'
import { testNow } from './testing/world.ts'

const run = (script: string, timeoutMs?: number) =>
  processCredentials(new Secret(`"${process.execPath}" -e "${script}"`), process.env, testNow, timeoutMs)
const printing = (value: unknown) => run(`console.log(Buffer.from('${toBase64(value)}', 'base64').toString())`)
const toBase64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const pair = { Version: 1, AccessKeyId: 'AKIAEXAMPLE', SecretAccessKey: 'canary' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-process-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('processCredentials', () => {
  it('reads what the command prints', async () => {
    const outcome = await printing({ ...pair, SessionToken: 'canary', Expiration: '2026-11-25T13:00:00Z' })
    expect(outcome).toEqual({
      ok: true,
      identity: {
        accessKeyId: 'AKIAEXAMPLE',
        secretAccessKey: 'canary',
        sessionToken: 'canary',
        expiration: new Date('2026-11-25T13:00:00Z'),
      },
    })
  })

  it('gives the exit code of a command that fails, and nothing that it printed', async () => {
    const outcome = await run("console.error('canary'); console.log('canary'); process.exit(3)")
    expect(outcome).toEqual({ ok: false, reason: 'process-exit', exitCode: 3 })
  })

  it('tells a command that does not exist', async () => {
    const outcome = await processCredentials(new Secret('/nowhere/get-credentials'), process.env, testNow)
    expect(outcome).toMatchObject({ ok: false, reason: 'process-not-started' })
  })

  it('ends a command that hangs', async () => {
    expect(await run('setInterval(() => {}, 1000)', 300)).toEqual({ ok: false, reason: 'process-timed-out' })
  })

  describe.skipIf(process.platform === 'win32')('on a system with process groups', () => {
    const shell = (script: string, timeoutMs?: number) =>
      processCredentials(new Secret(script), process.env, testNow, timeoutMs)

    it('ends what a hanging command has started as well', async () => {
      const pipe = join(folder, 'alive')
      execFileSync('mkfifo', [pipe])
      // The pipe ends for its reader only when the last process that holds it for writing is gone.
      const gone = text(createReadStream(pipe))
      expect(await shell(`exec 3>'${pipe}'; sleep 600 & sleep 600`, 300)).toMatchObject({ reason: 'process-timed-out' })
      expect(await gone).toBe('')
    })

    it('does not wait for a child in the background that holds the output open', async () => {
      const pipe = join(folder, 'release')
      execFileSync('mkfifo', [pipe])
      const answer = JSON.stringify(pair)
      const outcome = await shell(`cat '${pipe}' >&2 & echo '${answer}'`)
      expect(outcome).toMatchObject({ ok: true, identity: { accessKeyId: 'AKIAEXAMPLE' } })
      await writeFile(pipe, '')
    })

    it('tells an end by a signal from a start that failed', async () => {
      expect(await shell('kill -9 $$')).toEqual({ ok: false, reason: 'process-exit' })
    })
  })

  it('waits no longer than a user does', () => {
    expect(processTimeoutMs).toBeLessThanOrEqual(20_000)
  })

  it('calls too much output malformed', async () => {
    expect(await run("process.stdout.write('x'.repeat(2000000)); setInterval(() => {}, 1000)")).toEqual({
      ok: false,
      reason: 'process-output-malformed',
    })
  })

  it.each([
    ['no JSON', "console.log('canary')"],
    ['nothing', ''],
  ])('does not take %s', async (_, script) => {
    expect(await run(script)).toMatchObject({ ok: false })
  })

  it.each([
    ['another version', { ...pair, Version: 2 }],
    ['half a pair', { Version: 1, AccessKeyId: 'AKIAEXAMPLE' }],
    ['a date that is none', { ...pair, Expiration: 'soon' }],
  ])('does not take %s', async (_, value) => {
    expect(await printing(value)).toEqual({ ok: false, reason: 'process-output-malformed' })
  })

  it('does not take credentials that have ended', async () => {
    const ended = { ...pair, Expiration: '2026-11-25T11:59:59Z' }
    expect(await printing(ended)).toEqual({ ok: false, reason: 'process-credentials-expired' })
  })
})
