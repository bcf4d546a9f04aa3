import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configFilesAt, openConfigFile, saveConfigFile, versionOfFile } from './config-file.ts'
import { diagnosisOf } from './testing/diagnosed.ts'

const longest = 1000

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-config-'))
  file = join(folder, 'vault.hcl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('opening', () => {
  it.each([
    ['a byte order mark', '\ufeffa = 1\n'],
    ['line ends of Windows', 'a = 1\r\nb = 2\r\n'],
    ['no line end and a NUL', 'a = 1\0'],
    ['characters of any plane', 'a = "ü 😀 \ufffd"\n'],
  ])('and saving keeps %s', async (_, text) => {
    await writeFile(file, text)
    const before = await readFile(file)
    const opened = await openConfigFile(file, longest)
    expect(opened.text).toBe(text)
    await saveConfigFile(file, opened.text, opened.version)
    expect(await readFile(file)).toEqual(before)
  })

  it.each<[string, () => Promise<unknown>, object]>([
    ['is not UTF-8', () => writeFile(file, Buffer.from([0x61, 0xff, 0x0a])), { reason: 'not-utf-8' }],
    ['holds half a pair', () => writeFile(file, Buffer.from([0xed, 0xa0, 0x80])), { reason: 'not-utf-8' }],
    ['is not there', async () => undefined, { systemCode: 'ENOENT' }],
    ['is a folder', () => mkdir(file), { reason: 'not-a-file' }],
    ['is a pipe', async () => execFileSync('mkfifo', [file]), { reason: 'not-a-file' }],
    ['is too long', () => writeFile(file, '').then(() => truncate(file, longest + 1)), { reason: 'too-long' }],
  ])('is refused for what %s', async (_, make, evidence) => {
    await make()
    expect(await diagnosisOf(openConfigFile(file, longest))).toEqual({
      code: 'file-unreadable',
      retry: 'after-fix',
      evidence: { file, ...evidence },
    })
  })
})

describe('saving', () => {
  it('keeps the mode, the former text beside it, and answers the version that is there now', async () => {
    await writeFile(file, 'one')
    await chmod(file, 0o640)
    const { version } = await openConfigFile(file, longest)
    const next = await saveConfigFile(file, 'two', version)
    expect(next).toEqual({ version: await versionOfFile(file), backup: `${file}.bak` })
    expect((await stat(file)).mode & 0o777).toBe(0o640)
    expect(await readFile(`${file}.bak`, 'utf8')).toBe('one')
  })

  it('is refused with the version that is there when another program has written', async () => {
    await writeFile(file, 'one')
    const { version } = await openConfigFile(file, longest)
    await writeFile(file, 'theirs')
    const current = await versionOfFile(file)
    expect(await diagnosisOf(saveConfigFile(file, 'mine', version))).toMatchObject({
      code: 'file-changed',
      evidence: { file, version: current },
    })
    expect(await readFile(file, 'utf8')).toBe('theirs')
    await rm(file)
    expect(await diagnosisOf(saveConfigFile(file, 'mine', version))).toMatchObject({ evidence: { version: 'absent' } })
  })

  it('makes a new file where none was, and there only', async () => {
    await saveConfigFile(file, 'one', 'absent')
    expect(await readFile(file, 'utf8')).toBe('one')
    expect(await diagnosisOf(saveConfigFile(file, 'two', 'absent'))).toMatchObject({ code: 'file-changed' })
  })
})

it('finds the files that a server reads from a folder, by name', async () => {
  for (const name of ['b.hcl', 'a.json', 'B.hcl', 'x.txt', '.#b.hcl', 'b.hcl~', '#c.hcl#', 'c.hcl.bak', '.d.hcl'])
    await writeFile(join(folder, name), '')
  await mkdir(join(folder, 'e.hcl'))
  const names = (await configFilesAt(folder)).map((path) => path.slice(folder.length + 1))
  expect(names).toEqual(['.d.hcl', 'B.hcl', 'a.json', 'b.hcl'])
  expect(await configFilesAt(join(folder, 'x.txt'))).toEqual([join(folder, 'x.txt')])
})
