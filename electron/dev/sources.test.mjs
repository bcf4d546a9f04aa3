import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './sources.mjs'

let top
const write = (file, text = 'x') => {
  mkdirSync(join(top, file, '..'), { recursive: true })
  writeFileSync(join(top, file), text)
}

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'sealwright-sources-'))
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json']) write(file)
  for (const file of ['electron/main.ts', 'renderer/main.tsx', 'shared/diagnosis.ts']) write(file)
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

describe('fingerprint of the sources', () => {
  it('stays when nothing changes', () => {
    expect(fingerprint(top)).toBe(fingerprint(top))
  })

  it.each([
    ['a file is added', () => write('renderer/app/new.tsx')],
    ['a file is removed', () => rmSync(join(top, 'shared/diagnosis.ts'))],
    ['a file grows', () => write('electron/main.ts', 'longer')],
    ['a file is saved again', () => utimesSync(join(top, 'electron/main.ts'), 1, 1)],
    ['the lockfile changes', () => write('package-lock.json', '{}')],
  ])('changes when %s', (_what, change) => {
    const before = fingerprint(top)
    change()
    expect(fingerprint(top)).not.toBe(before)
  })

  it.each(['electron/seal/blob.test.ts', 'electron/seal/testdata/vectors.json', 'electron/dev/start.mjs'])(
    'stays when %s appears, which no build reads',
    (file) => {
      const before = fingerprint(top)
      write(file)
      expect(fingerprint(top)).toBe(before)
    },
  )
})
