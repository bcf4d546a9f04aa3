import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium, expect, test } from '@playwright/test'
import { electronDist, packageInto, startPackaged } from './fixtures/packaged-app.ts'

/** The package that users would get, made for real and read back from its bytes. */
test.describe.configure({ mode: 'serial', timeout: 180_000 })
test.skip(process.platform !== 'linux', 'the package is made and opened on Linux only')

let output = ''
let executable = ''

test.beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'sw-package-'))
})
test.afterAll(() => rm(output, { recursive: true, force: true }))

test('packages the built app as a folder', async () => {
  executable = await packageInto(join(output, 'app'), electronDist(), { SEALWRIGHT_PACK_FOR_TESTS: '1' })
  const resources = await readdir(join(dirname(executable), 'resources'))
  expect(resources).toContain('app.asar')
  expect(resources).not.toContain('default_app.asar')
})

const positions: Record<keyof typeof FuseV1Options, 'ENABLE' | 'DISABLE'> = {
  RunAsNode: 'DISABLE',
  EnableCookieEncryption: 'ENABLE',
  EnableNodeOptionsEnvironmentVariable: 'DISABLE',
  EnableNodeCliInspectArguments: 'DISABLE',
  EnableEmbeddedAsarIntegrityValidation: 'ENABLE',
  OnlyLoadAppFromAsar: 'ENABLE',
  LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
  GrantFileProtocolExtraPrivileges: 'DISABLE',
  WasmTrapHandlers: 'ENABLE',
}

test('sets all nine fuses, as read back from the binary', async () => {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable)
  const found = Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], FuseState[Number(state)]])
  expect(Object.fromEntries(found)).toEqual(positions)
})

test('opens its window from the archive', async () => {
  const app = await startPackaged(executable)
  try {
    const browser = await chromium.connectOverCDP(app.endpoint)
    const context = browser.contexts()[0]
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    await expect.poll(() => page?.url()).toMatch(/^app:\/\/ui\//)
    await expect.poll(() => page?.title()).toContain('Sealwright')
    await browser.close()
  } finally {
    await app.close()
  }
})

test('refuses to package any Electron but the pinned one', async () => {
  const dist = join(output, 'foreign')
  await mkdir(dist)
  await Promise.all([writeFile(join(dist, 'electron'), ''), writeFile(join(dist, 'version'), '0.0.1')])
  const refused = packageInto(join(output, 'refused'), dist, {})
  await expect(refused).rejects.toThrow('Refusing to package Electron 0.0.1')
})
