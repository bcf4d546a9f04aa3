import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { createRecentFiles } from '../store/recent-files.ts'
import { createConfigFiles } from './config-files.ts'
import { noDesktop } from './no-desktop.ts'

const clock = { now: () => new Date('2026-11-25T10:00:00.000Z') }

let folder: string
let file: string
let picked: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-files-'))
  file = join(folder, 'vault.hcl')
  picked = [file]
  await writeFile(file, 'one')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The files as a door sees them after a fresh start; the desktop's user picks and drops `picked`. */
function files(confined = true) {
  const desktop = {
    ...noDesktop,
    pickFiles: async () => picked,
    droppedFiles: async () => picked,
    pickPlace: async () => picked[0],
  }
  const recent = createRecentFiles({ directory: join(folder, 'data'), clock })
  return createConfigFiles({ desktop, recent, longest: 1000, confined })
}

async function reasonOf(act: Promise<unknown>) {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof DiagnosedError ? error.diagnosis.evidence.reason : error
}

it('refuses the page a file that nobody chose: to read, to write, and to ask about', async () => {
  const door = files()
  expect(await reasonOf(door.open(file))).toBe('file-not-chosen')
  expect(await reasonOf(door.save(file, 'x', 'absent'))).toBe('file-not-chosen')
  expect(await reasonOf(door.version(file))).toBe('file-not-chosen')
  expect(await readFile(file, 'utf8')).toBe('one')
})

it('lets it have a file that was picked, and after a new start still', async () => {
  const [opened] = await files().pick('files')
  expect(opened).toMatchObject({ path: file, text: 'one' })
  const later = files()
  const { version } = await later.open(join(folder, 'sub', '..', 'vault.hcl'))
  expect((await later.save(file, 'two', version)).version).toBe(await later.version(file))
  expect(await later.recent()).toEqual([{ path: file, openedAt: '2026-11-25T10:00:00.000Z' }])
})

it('takes a dropped folder for the files in it', async () => {
  await writeFile(join(folder, 'a.json'), '{}')
  picked = [folder]
  expect((await files().openDropped()).map(({ path }) => path)).toEqual([join(folder, 'a.json'), file])
})

it('says so when a folder has nothing that a server reads', async () => {
  picked = [join(folder, 'empty')]
  await mkdir(join(folder, 'empty'))
  await writeFile(join(folder, 'empty', 'notes.txt'), 'x')
  expect(await reasonOf(files().pick('folder'))).toBe('folder-without-configuration')
})

it('forgets a file when it is told to', async () => {
  const door = files()
  await door.pick('files')
  expect(await door.forget(file)).toEqual([])
  expect(await reasonOf(door.open(file))).toBe('file-not-chosen')
})

it('chooses nothing for a file that could not be opened', async () => {
  picked = [join(folder, 'absent.hcl')]
  await expect(files().pick('files')).rejects.toThrow(DiagnosedError)
  expect(await files().recent()).toEqual([])
})

it('reads a damaged list as an empty one', async () => {
  await files().pick('files')
  await writeFile(join(folder, 'data', 'recent-files.json'), '{')
  expect(await files().recent()).toEqual([])
})

it('lets a process of the user name any file, and keeps no list of it', async () => {
  const door = files(false)
  const { version } = await door.open(file)
  await door.save(file, 'two', version)
  expect(await readFile(file, 'utf8')).toBe('two')
  expect(await door.recent()).toEqual([])
})

it('saves over a file with a backup, and over the open one only if nobody changed it', async () => {
  const door = files()
  const stale = { path: file, version: 'absent' }
  const refused = await door.saveAs({ suggestedName: 'x.hcl', text: 'mine', opened: stale }).catch((error) => error)
  expect(refused).toMatchObject({ diagnosis: { code: 'file-changed' } })
  expect(await readFile(file, 'utf8')).toBe('one')
  const saved = await door.saveAs({ suggestedName: 'x.hcl', text: 'mine' })
  expect(saved).toEqual({ path: file, version: await door.version(file), backup: `${file}.bak` })
  expect(await readFile(`${file}.bak`, 'utf8')).toBe('one')
})
