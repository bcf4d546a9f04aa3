import { expect, it } from 'vitest'
import { folderOf, nameOf } from './file-path.ts'

it.each([
  ['/etc/vault.d/a.hcl', '/etc/vault.d', 'a.hcl'],
  ['C:\\vault\\a.hcl', 'C:\\vault', 'a.hcl'],
  ['a.hcl', '', 'a.hcl'],
])('parts %s into folder and name', (path, folder, name) => {
  expect([folderOf(path), nameOf(path)]).toEqual([folder, name])
})
