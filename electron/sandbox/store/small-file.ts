/** Small files of the sandbox's own folder, replaced whole: readers see the old text or the new one. The store's lock allows one writer. */
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { systemCode } from '../failure.ts'
import { syncFolder } from './disk.ts'

export function writeSmallFile(path: string, text: string): void {
  const draft = `${path}.new`
  try {
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/**
 * Gives a file a second name, and fails with EEXIST rather than replace another. Some file systems have no links; there
 * it is copied, which is as exclusive, only not in one go.
 */
export function linkExclusive(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error))) throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}

/** The file as JSON, or undefined when it is absent or no JSON. */
export function readSmallFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
