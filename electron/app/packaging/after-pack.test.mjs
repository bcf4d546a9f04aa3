import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterPack } from './after-pack.mjs'

let top
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'sealwright-pack-'))
  mkdirSync(join(top, 'app'))
  writeFileSync(join(top, 'package.json'), JSON.stringify({ devDependencies: { electron: '45.0.0' } }))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(top, { recursive: true, force: true })
})

/** A package as electron-builder hands it over; there is no binary in it, so a hook that goes on fails by that. */
function packed({ version, target = 'dir', outDir = top, config = { electronDist: 'somewhere' } }) {
  if (version) writeFileSync(join(top, 'app/version'), version)
  const packager = { projectDir: top, config, executableName: 'sealwright', appInfo: { productFilename: 'Sealwright' } }
  return { outDir, appOutDir: join(top, 'app'), electronPlatformName: 'linux', targets: [{ name: target }], packager }
}

const refusal = /Refusing to package/
const wentOn = /ENOENT.*sealwright/

describe('packaging', () => {
  it('refuses a dist of another version', async () => {
    await expect(afterPack(packed({ version: '42.0.0' }))).rejects.toThrow(refusal)
  })

  it('refuses a given dist that states no version', async () => {
    await expect(afterPack(packed({}))).rejects.toThrow(refusal)
  })

  it('accepts the pinned version, given or downloaded', async () => {
    await expect(afterPack(packed({ config: { electronVersion: '45.0.0' } }))).rejects.toThrow(wentOn)
    await expect(afterPack(packed({ version: 'v45.0.0\n' }))).rejects.toThrow(wentOn)
  })

  it('lets a test pack another version as a folder among temporary files', async () => {
    vi.stubEnv('SEALWRIGHT_PACK_FOR_TESTS', '1')
    await expect(afterPack(packed({ version: '42.0.0' }))).rejects.toThrow(wentOn)
  })

  it('refuses another version anywhere else and for any other target, also in a test', async () => {
    vi.stubEnv('SEALWRIGHT_PACK_FOR_TESTS', '1')
    await expect(afterPack(packed({ version: '42.0.0', target: 'deb' }))).rejects.toThrow(refusal)
    await expect(afterPack(packed({ version: '42.0.0', outDir: import.meta.dirname }))).rejects.toThrow(refusal)
    await expect(afterPack(packed({ version: '42.0.0', outDir: tmpdir() }))).rejects.toThrow(refusal)
  })
})
