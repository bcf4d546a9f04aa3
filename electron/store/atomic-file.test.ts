import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { absent, readText, sweepLeftovers, writeText } from './atomic-file.ts'
import { asNobody } from './testing/as-nobody.ts'
import { diagnosisOf } from './testing/diagnosed.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-store-'))
  file = join(folder, 'a.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('readText', () => {
  it('gives text and version, and undefined where there is no file', async () => {
    expect(await readText(file)).toBeUndefined()
    const version = await writeText(file, 'one')
    expect(await readText(file)).toEqual({ text: 'one', version })
  })

  it('says why a file cannot be read', async () => {
    await mkdir(file)
    expect(await diagnosisOf(readText(file))).toMatchObject({
      code: 'file-unreadable',
      evidence: { file, systemCode: 'EISDIR' },
    })
  })
})

describe('writeText', () => {
  it('makes the folder, and a file that only its owner can read', async () => {
    const deep = join(folder, 'x', 'y.json')
    await writeText(deep, 'one')
    expect((await stat(deep)).mode & 0o777).toBe(0o600)
  })

  it('keeps the permissions of a file', async () => {
    await writeFile(file, 'one')
    await chmod(file, 0o664)
    await writeText(file, 'two')
    expect((await stat(file)).mode & 0o777).toBe(0o664)
  })

  it('writes through a symbolic link', async () => {
    const target = join(folder, 'target')
    await writeFile(target, 'one')
    await symlink(target, file)
    await writeText(file, 'two')
    expect(await readFile(target, 'utf8')).toBe('two')
  })

  it('keeps a symbolic link whose target is not there yet, also in a linked folder', async () => {
    await mkdir(join(folder, 'real', 'inner'), { recursive: true })
    await symlink(join(folder, 'real', 'inner'), join(folder, 'linked'))
    await symlink('../middle', join(folder, 'linked', 'a.json'))
    await symlink('target', join(folder, 'real', 'middle'))
    await writeText(join(folder, 'linked', 'a.json'), 'one')
    expect(await readFile(join(folder, 'real', 'target'), 'utf8')).toBe('one')
    expect((await lstat(join(folder, 'linked', 'a.json'))).isSymbolicLink()).toBe(true)
    expect((await lstat(join(folder, 'real', 'middle'))).isSymbolicLink()).toBe(true)
  })

  it('refuses when the version moved, and when a file appeared', async () => {
    const version = await writeText(file, 'one')
    await writeText(file, 'two')
    expect(await diagnosisOf(writeText(file, 'three', { expect: version }))).toMatchObject({ code: 'file-changed' })
    expect(await diagnosisOf(writeText(file, 'three', { expect: absent }))).toMatchObject({ code: 'file-changed' })
    expect(await readFile(file, 'utf8')).toBe('two')
  })

  it('keeps the former text as a backup when asked to', async () => {
    await writeText(file, 'one', { backup: true })
    await writeText(file, 'two', { backup: true })
    expect(await readFile(`${file}.bak`, 'utf8')).toBe('one')
  })

  it('leaves the file and no temporary one behind when it is stopped at the last moment', async () => {
    await writeText(file, 'one')
    const stop = () => {
      throw new DiagnosedError('store-in-use')
    }
    expect(await diagnosisOf(writeText(file, 'two', { beforeCommit: stop }))).toMatchObject({ code: 'store-in-use' })
    expect(await readFile(file, 'utf8')).toBe('one')
    expect(await readdir(folder)).toEqual(['a.json'])
  })

  it('says with the system’s code why it could not write', async () => {
    await writeFile(join(folder, 'plain'), '')
    const below = join(folder, 'plain', 'a.json')
    expect(await diagnosisOf(writeText(below, 'one'))).toMatchObject({
      code: 'file-unwritable',
      evidence: { file: below, systemCode: 'ENOTDIR' },
    })
  })

  it('says that it may not write here', async (context) => {
    if (process.platform === 'win32') context.skip('Windows keeps no such permissions')
    await writeText(file, 'one')
    await chmod(file, 0o644)
    await chmod(folder, 0o555)
    const found = await asNobody(() => diagnosisOf(writeText(file, 'two')))
    await chmod(folder, 0o755)
    expect(found).toMatchObject({ code: 'file-unwritable', evidence: { file, systemCode: 'EACCES' } })
    expect(await readFile(file, 'utf8')).toBe('one')
  })

  it('does not replace what is no file', async () => {
    await mkdir(file)
    expect(await diagnosisOf(writeText(file, 'one'))).toMatchObject({
      code: 'file-unwritable',
      evidence: { file, reason: 'not-a-file' },
    })
    expect((await stat(file)).isDirectory()).toBe(true)
  })

  it('sweeps what killed writers left, and nothing else', async () => {
    await writeText(file, 'one')
    await writeFile(`${file}.3048179`, 'half')
    await writeFile(join(folder, 'b.json.3048179'), 'other')
    await sweepLeftovers(file)
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'b.json.3048179'])
  })
})
