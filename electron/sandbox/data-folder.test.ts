import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataFolder } from './data-folder.ts'

const home = join('/', 'home', 'u')

test.each([
  ['linux', {}, join(home, '.local', 'share', 'sealwright', 'sandbox')],
  ['linux', { XDG_DATA_HOME: '' }, join(home, '.local', 'share', 'sealwright', 'sandbox')],
  ['linux', { XDG_DATA_HOME: '/data' }, join('/data', 'sealwright', 'sandbox')],
  ['darwin', {}, join(home, 'Library', 'Application Support', 'Sealwright', 'sandbox')],
  ['win32', { APPDATA: 'C:' }, join('C:', 'Sealwright', 'sandbox')],
  ['win32', {}, join(home, 'AppData', 'Roaming', 'Sealwright', 'sandbox')],
] as const)('is the place for application data on %s with %j', (platform, environment, folder) => {
  expect(defaultDataFolder(platform, environment, home)).toBe(folder)
})
