/**
 * An append-only file of bounded size: when it is full it becomes `NAME.1` and a new one begins. Written at once and
 * without a worker, so that the last line before a crash is there.
 */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RotatingFile {
  write(line: string): void
  close(): void
}

/** Opens (and creates) the file; `limit` is in bytes and holds for the current and for the former file. */
export function openRotatingFile(path: string, limit: number): RotatingFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let descriptor = openSync(path, 'a', 0o600)
  let size = fstatSync(descriptor).size

  function rotate(): void {
    closeSync(descriptor)
    renameSync(path, `${path}.1`)
    descriptor = openSync(path, 'a', 0o600)
    size = 0
  }

  return {
    write(line) {
      const bytes = Buffer.from(line, 'utf8')
      if (size > 0 && size + bytes.length > limit) rotate()
      writeSync(descriptor, bytes)
      size += bytes.length
    },
    close: () => closeSync(descriptor),
  }
}
