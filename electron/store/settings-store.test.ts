import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { createSettingsStore, type SettingsStore } from './settings-store.ts'

let folder: string
let store: SettingsStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealwright-settings-'))
  store = createSettingsStore({ directory: folder, clock: { now: () => new Date('2026-11-25T12:00:00Z') } })
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const file = () => join(folder, 'settings.json')

describe('the settings store', () => {
  it('has defaults before anything is written', async () => {
    expect(await store.read()).toEqual(defaultSettings)
    expect(await readdir(folder)).toEqual([])
  })

  it('changes what is given and keeps the rest', async () => {
    await store.write({ theme: 'dark', connection: { kind: 'profile', profile: 'prod' } })
    expect(await store.write({ density: 'comfortable', lastScreen: undefined })).toEqual({
      ...defaultSettings,
      theme: 'dark',
      density: 'comfortable',
      connection: { kind: 'profile', profile: 'prod' },
    })
    expect((await createSettingsStore({ directory: folder }).read()).theme).toBe('dark')
  })

  it('falls back field by field', async () => {
    await writeFile(file(), '{"theme":"dark","density":"huge","connection":{"kind":"moon"},"future":1}')
    expect(await store.read()).toEqual({ ...defaultSettings, theme: 'dark' })
  })

  it.each(['', '[]', '{"theme":'])('keeps a file aside that is no JSON object: %j', async (text) => {
    await writeFile(file(), text)
    expect(await store.read()).toEqual(defaultSettings)
    await store.write({ theme: 'light' })
    expect((await store.read()).theme).toBe('light')
    expect(await readFile(join(folder, 'settings.damaged-2026-11-25T12-00-00-000Z.json'), 'utf8')).toBe(text)
  })

  it('moves a damaged file away and names it as soon as someone asks', async () => {
    await writeFile(join(folder, 'settings.json'), '{"theme": "da')
    const path = join(folder, 'settings.damaged-2026-11-25T12-00-00-000Z.json')
    expect(await store.keptAside()).toEqual([path])
    expect(await readFile(path, 'utf8')).toBe('{"theme": "da')
    expect(await store.keptAside()).toEqual([path])
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toEqual(defaultSettings)
  })

  it('loses nothing when two write at once', async () => {
    const other = createSettingsStore({ directory: folder })
    await Promise.all([store.write({ theme: 'dark' }), other.write({ density: 'comfortable' })])
    expect(await store.read()).toMatchObject({ theme: 'dark', density: 'comfortable' })
  })
})
