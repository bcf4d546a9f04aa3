import { describe, expect, it } from 'vitest'
import { Secret } from '../seal/secret.ts'
import { processCredentials } from './process-credentials.ts'
import { testNow } from './testing/world.ts'

const run = (script: string, timeoutMs?: number) =>
  processCredentials(new Secret(`"${process.execPath}" -e "${script}"`), process.env, testNow, timeoutMs)
const printing = (value: unknown) => run(`console.log(Buffer.from('${toBase64(value)}', 'base64').toString())`)
const toBase64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const pair = { Version: 1, AccessKeyId: 'AKIAEXAMPLE', SecretAccessKey: 'canary' }

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

  it.each([
    ['no JSON', "console.log('canary')"],
    ['nothing', ''],
    ['too much', "console.log('x'.repeat(2000000))"],
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
