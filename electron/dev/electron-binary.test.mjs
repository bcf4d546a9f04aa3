import { afterEach, describe, expect, it, vi } from 'vitest'
import { electronBinary } from './electron-binary.mjs'
import { Stop } from './stop.mjs'

afterEach(() => vi.unstubAllEnvs())

describe('Electron binary', () => {
  it('is the one that the user names', async () => {
    vi.stubEnv('ELECTRON_EXEC_PATH', process.execPath)
    expect(await electronBinary()).toBe(process.execPath)
  })

  it('is never another one when the named file does not exist', async () => {
    vi.stubEnv('ELECTRON_EXEC_PATH', '/no/such/electron')
    await expect(electronBinary()).rejects.toThrow(
      new Stop('ELECTRON_EXEC_PATH names a file that does not exist: /no/such/electron'),
    )
  })
})
