import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-log-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const file = () => join(folder, 'log', 'sealwright.log')

describe('the log', () => {
  it('writes one JSON object a line, at once', async () => {
    const log = createLog({ directory: folder })
    log.info('started', { version: '0.1.0' })
    log.error('call-failed', { callId: 'c1', procedure: 'seal.check', error: new Error('broken') })
    const lines = (await readFile(file(), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines[0]).toMatchObject({ level: 30, msg: 'started', version: '0.1.0', pid: process.pid })
    expect(lines[0].time).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(lines[1]).toMatchObject({
      msg: 'call-failed',
      procedure: 'seal.check',
      error: { name: 'Error', message: 'broken' },
    })
    expect(lines[1].error.stack).toContain('log.test.ts')
    log.close()
  })

  it('veils what is secret or the user’s by its name, at any depth, and counts bytes', async () => {
    const log = createLog({ directory: folder })
    const names = [
      'secret_key',
      'secretAccessKey',
      'session_token',
      'password',
      'Authorization',
      'plaintext',
      'blob',
      'iv',
      'mfaCode',
    ]
    const canaries = Object.fromEntries(names.map((name) => [name, 'canary']))
    const cause = Object.assign(new Error('inner'), { $response: { body: 'canary' }, ...canaries })
    log.warn('odd', {
      ...canaries,
      deep: [{ ...canaries }],
      data: Buffer.from('canary'),
      error: new Error('outer', { cause }),
    })
    const text = await readFile(file(), 'utf8')
    expect(text).not.toContain('canary')
    expect(text).not.toContain(Buffer.from('canary').toString('base64'))
    expect(JSON.parse(text)).toMatchObject({ data: '[6 bytes]', error: { message: 'outer' } })
    log.close()
  })

  it('veils the user and password of every URL, wherever it stands', async () => {
    const log = createLog({ directory: folder })
    const error = new Error('Unsupported protocol: ftp://user:canary@proxy:1')
    log.error('odd', { error, list: ['a socks5h://can/ary:canary@[::1]:1080 b', 'HTTP://canary@h/path'] })
    const text = await readFile(file(), 'utf8')
    expect(text).not.toMatch(/canary|can\/ary/)
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'Unsupported protocol: ftp://[secret]@proxy:1' },
      list: ['a socks5h://[secret]@[::1]:1080 b', 'HTTP://[secret]@h/path'],
    })
    log.close()
  })

  it('keeps two files of bounded size', async () => {
    const log = createLog({ directory: folder, limit: 2000 })
    for (let n = 0; n < 200; n += 1) log.info('line', { n })
    log.close()
    expect((await readdir(join(folder, 'log'))).sort()).toEqual(['sealwright.log', 'sealwright.log.1'])
    for (const name of await readdir(join(folder, 'log')))
      expect((await stat(join(folder, 'log', name))).size).toBeLessThanOrEqual(2000)
    expect(await readFile(file(), 'utf8')).toContain('"n":199')
  })

  it('does not stop the app when it cannot be written', async () => {
    await writeFile(join(folder, 'log'), 'in the way')
    const log = createLog({ directory: folder })
    log.info('started')
    log.close()
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('in the way')
  })
})
