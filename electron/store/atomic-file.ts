/**
 * One file of ours or of the user, replaced as a whole or not at all: the new text goes to a temporary file beside it,
 * reaches the disk, and takes the name in one step. It knows nothing of what the text means. Rules: nothing is ever half
 * written, the file keeps its permissions, and a write that was based on another version is refused.
 */
import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { constants, copyFile, mkdir, open, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { DiagnosedError } from '../../shared/diagnosis.ts'

/** A file's text with the version that a later write must still find. */
export interface FileText {
  text: string
  version: string
}

export interface WriteOptions {
  /** Refuses with `file-changed` unless the file still has this version; `absent` means that there is no file yet. */
  expect?: string
  /** Keeps the text before this write as `NAME.bak`. */
  backup?: boolean
  /** Permissions of a new file. An existing file keeps its own. */
  mode?: number
  /** The last look before the new text takes the name; what it throws stops the write. */
  beforeCommit?: () => void
}

/** The version of a file that does not exist. */
export const absent = 'absent'

/** Reads a file. Undefined where there is none; throws `file-unreadable` for every other failure. */
export async function readText(file: string): Promise<FileText | undefined> {
  try {
    const bytes = await readFile(file)
    return { text: bytes.toString('utf8'), version: versionOf(bytes) }
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined
    throw new DiagnosedError('file-unreadable', { file, ...systemEvidence(error) }, { cause: error })
  }
}

/**
 * Replaces a file's text and answers its new version. Throws `file-changed` when the version moved and `file-unwritable`
 * with the system's code when the disk refuses; in both cases the file is as it was.
 */
export async function writeText(file: string, text: string, options: WriteOptions = {}): Promise<string> {
  try {
    return await replace(await throughLinks(file), Buffer.from(text, 'utf8'), options)
  } catch (error) {
    throw unwritable(file, error)
  }
}

/** The diagnosis of a failed write; an error that is one already stays as it is. */
export function unwritable(file: string, error: unknown): unknown {
  if (error instanceof DiagnosedError || systemCodeOf(error) === undefined) return error
  return new DiagnosedError('file-unwritable', { file, ...systemEvidence(error) }, { cause: error })
}

/** The system's own name for a failed call, for instance `ENOSPC`. */
export function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Removes temporary files that killed writers left beside a file. Only for a caller that no other writer can overlap. */
export async function sweepLeftovers(file: string): Promise<void> {
  const directory = dirname(file)
  const name = basename(file)
  const leftovers = (await readdir(directory)).filter((entry) => isTemporary(entry, name))
  await Promise.all(leftovers.map((entry) => rm(join(directory, entry), { force: true })))
}

/** write-file-atomic names its temporary files after the file, a dot and a number. */
const isTemporary = (entry: string, name: string) =>
  entry.startsWith(`${name}.`) && /^\d+$/.test(entry.slice(name.length + 1))

async function replace(file: string, bytes: Buffer, options: WriteOptions): Promise<string> {
  const former = await statOf(file)
  // A name can stand for a device or a folder, and renaming over it would destroy it.
  if (former && !former.isFile()) throw new DiagnosedError('file-unwritable', { file, reason: 'not-a-file' })
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await refuseOtherVersion(file, options.expect)
  if (options.backup) await keepBackup(file)
  // A last look after the slow part: what happened to the file meanwhile must not be overwritten.
  await refuseOtherVersion(file, options.expect)
  options.beforeCommit?.()
  await writeFileAtomic(file, bytes, former ? {} : { mode: options.mode ?? 0o600 })
  await flushDirectory(dirname(file))
  return versionOf(bytes)
}

async function refuseOtherVersion(file: string, expected: string | undefined): Promise<void> {
  if (expected === undefined) return
  const current = (await readText(file))?.version ?? absent
  if (current !== expected) throw new DiagnosedError('file-changed', { file, version: current })
}

async function keepBackup(file: string): Promise<void> {
  try {
    await copyFile(file, `${file}.bak`, constants.COPYFILE_FICLONE)
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error
  }
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file)
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** A symbolic link keeps pointing where it did: its target is replaced, not the link. */
export async function throughLinks(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error
  }
  // There is no file at the end of the links yet, or no link at all.
  const target = await linkTarget(file)
  return target === undefined ? file : throughLinks(resolve(await realpath(dirname(file)), target))
}

async function linkTarget(file: string): Promise<string | undefined> {
  try {
    return await readlink(file)
  } catch (error) {
    const code = systemCodeOf(error)
    if (code === 'ENOENT' || code === 'EINVAL') return undefined
    throw error
  }
}

/** Makes the new name itself durable. Windows has no such call on a directory and does not need it. */
async function flushDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The version of a file with these bytes. */
export function versionOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function systemEvidence(error: unknown): { systemCode?: string } {
  const code = systemCodeOf(error)
  return code === undefined ? {} : { systemCode: code }
}
