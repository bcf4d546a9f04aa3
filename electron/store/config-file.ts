/**
 * Configuration files of the user's servers. They are read as they are, byte order mark and line ends included, and written back with
 * every byte that was not edited. A file that this could not keep is refused: what is not UTF-8, no ordinary file, or too long.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { isConfigName } from '../../shared/domain/config-file-name.ts'
import { absent, type FileText, readText, systemCodeOf, throughLinks, versionOf, writeText } from './atomic-file.ts'

/** Reads a configuration file of at most so many bytes. Throws `file-unreadable`. */
export async function openConfigFile(path: string, longest: number): Promise<FileText> {
  const file = resolve(path)
  const unreadable = (evidence: { reason?: string; systemCode?: string }) =>
    new DiagnosedError('file-unreadable', { file, ...evidence })
  const bytes = await readOrdinary(file, longest).catch((error: unknown) => {
    throw error instanceof DiagnosedError ? error : unreadable({ systemCode: systemCodeOf(error) ?? 'EIO' })
  })
  try {
    // Without ignoreBOM the decoder would drop the mark, and a save would lose it.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), version: versionOf(bytes) }
  } catch {
    throw unreadable({ reason: 'not-utf-8' })
  }
}

/** A pipe or a device could be read for ever, so it is not even opened. */
async function readOrdinary(file: string, longest: number): Promise<Buffer> {
  const facts = await stat(file)
  if (!facts.isFile()) throw new DiagnosedError('file-unreadable', { file, reason: 'not-a-file' })
  const bytes = facts.size > longest ? undefined : await readFile(file)
  if (!bytes || bytes.length > longest) throw new DiagnosedError('file-unreadable', { file, reason: 'too-long' })
  return bytes
}

/**
 * Writes a file that still has this version and keeps its former text as `NAME.bak` beside where it really stands. Answers the new
 * version, and the backup where there was something to keep.
 */
export async function saveConfigFile(
  path: string,
  text: string,
  version: string,
): Promise<{ version: string; backup?: string }> {
  const file = resolve(path)
  const written = await writeText(file, text, { expect: version, backup: true, mode: 0o666 & ~process.umask() })
  return { version: written, ...(version !== absent && { backup: `${await throughLinks(file)}.bak` }) }
}

/** The version that a file has now; `absent` when it is gone. */
export async function versionOfFile(path: string): Promise<string> {
  return (await readText(resolve(path)))?.version ?? absent
}

/** The files that a server given this path would read: of a folder those in it, by name, because the servers fix no order. */
export async function configFilesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, { withFileTypes: true })
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
    return names
      .filter(isConfigName)
      .sort(byBytes)
      .map((name) => join(path, name))
  } catch (error) {
    const systemCode = systemCodeOf(error)
    throw new DiagnosedError('file-unreadable', { file: path, ...(systemCode && { systemCode }) }, { cause: error })
  }
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
