import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPageFiles, type PageFiles } from './page-files.ts'

const top = mkdtempSync(join(tmpdir(), 'page-files-'))
const page = join(top, 'page')
let files: PageFiles

beforeAll(() => {
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '')
  writeFileSync(join(page, 'assets/index-A1.js'), '')
  writeFileSync(join(page, 'assets/two words.css'), '')
  writeFileSync(join(page, 'assets/index-A1.js.map'), '')
  writeFileSync(join(top, 'secret.js'), '')
  symlinkSync(join(top, 'secret.js'), join(page, 'linked.js'))
  symlinkSync(top, join(page, 'up'))
  files = listPageFiles(page)
})

afterAll(() => rmSync(top, { recursive: true, force: true }))

const find = (address: string) => files(new URL(address))

test('serves the start page for the root', () => {
  const start = { path: join(page, 'index.html'), contentType: 'text/html; charset=utf-8' }
  expect(find('app://ui/')).toEqual(start)
  expect(find('app://ui/index.html')).toEqual(start)
})

test('serves a file below the folder with the type that its name says', () => {
  expect(find('app://ui/assets/index-A1.js?v=1')).toEqual({
    path: join(page, 'assets/index-A1.js'),
    contentType: 'text/javascript; charset=utf-8',
  })
  expect(find('app://ui/assets/two words.css')?.contentType).toBe('text/css; charset=utf-8')
})

test.each([
  'app://ui/../secret.js',
  'app://ui/assets/../../secret.js',
  'app://ui/%2e%2e/secret.js',
  'app://ui/%2E%2E%2Fsecret.js',
  'app://ui/..%2fsecret.js',
  'app://ui/..%5csecret.js',
  'app://ui/assets%2findex-A1.js',
  'app://ui/index.html%00.js',
  'app://ui//etc/passwd',
  'app://ui/linked.js',
  'app://ui/up/secret.js',
  'app://ui/up/page/index.html',
  'app://ui/assets',
  'app://ui/assets/index-A1.js.map',
  'app://ui/__proto__',
  'app://ui/constructor',
])('has no %s', (address) => {
  expect(find(address)).toBeUndefined()
})
