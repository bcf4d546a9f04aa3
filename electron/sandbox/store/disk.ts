/**
 * The few things the store asks of a disk. A port, so that a full, failing or read-only disk can be had in a test.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface StoreFile {
  /** Writes all bytes at the offset, or throws. */
  write(bytes: Buffer, offset: number): Promise<void>
  /** Answers when what was written is on the disk. */
  sync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

export interface Disk {
  read(path: string): Promise<Buffer | undefined>
  /** Opens for writing; `fresh` empties or creates it, for its owner alone. */
  open(path: string, fresh: boolean): Promise<StoreFile>
  /** Moves a file over another, all or nothing. It lasts when the folder has been synced. */
  replace(from: string, to: string): Promise<void>
  /** Makes the names in the folder of this file durable. */
  syncFolderOf(path: string): Promise<void>
  remove(path: string): Promise<void>
}

export const realDisk: Disk = {
  async read(path) {
    try {
      return await readFile(path)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  },
  open: async (path, fresh) => storeFile(await open(path, fresh ? 'w' : 'r+', 0o600)),
  replace: rename,
  syncFolderOf: async (path) => syncFolder(dirname(path)),
  remove: (path) => rm(path, { force: true }),
}

function storeFile(handle: FileHandle): StoreFile {
  return {
    async write(bytes, offset) {
      let done = 0
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done)
        done += bytesWritten
      }
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  }
}

/** A new name is durable only when its folder is. Windows has no such call and keeps names itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
