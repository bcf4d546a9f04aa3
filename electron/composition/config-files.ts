/**
 * Opening and saving configuration files for both doors. The page is not trusted with paths: from the window only files that the user
 * chose in a dialog, dropped onto it or opened before can be read or written. `call` is the user's own process and may name any file.
 */
import { resolve } from 'node:path'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { ConfigFiles, Desktop, OpenedFile } from '../ipc/services.ts'
import { configFilesAt, openConfigFile, saveConfigFile, versionOfFile } from '../store/config-file.ts'
import type { RecentFiles } from '../store/recent-files.ts'

export interface ConfigFilesOptions {
  desktop: Desktop
  recent: RecentFiles
  /** Bytes of the longest file that is opened. */
  longest: number
  /** Whether only files that the user chose may be named. */
  confined: boolean
}

/** The files of a folder that a server reads, or the file itself. Throws `file-unreadable` for a folder without any. */
async function membersOf(path: string): Promise<string[]> {
  const members = await configFilesAt(path)
  if (members.length > 0) return members
  throw new DiagnosedError('file-unreadable', { file: path, reason: 'folder-without-configuration' })
}

export function createConfigFiles({ desktop, recent, longest, confined }: ConfigFilesOptions): ConfigFiles {
  /** Chosen since the start; earlier ones stand in the list of recent files. */
  const chosen = new Set<string>()

  async function permitted(path: string): Promise<string> {
    const file = resolve(path)
    const isChosen = !confined || chosen.has(file) || (await recent.list()).some((known) => known.path === file)
    if (isChosen) return file
    throw new DiagnosedError('bad-request', { file, reason: 'file-not-chosen' })
  }

  async function openAll(given: readonly string[]): Promise<OpenedFile[]> {
    const paths = (await Promise.all(given.map(membersOf))).flat()
    const files = await Promise.all(paths.map(async (path) => ({ path, ...(await openConfigFile(path, longest)) })))
    await remember(paths)
    return files
  }

  async function remember(paths: readonly string[]): Promise<void> {
    if (!confined || paths.length === 0) return
    for (const path of paths) chosen.add(path)
    await recent.add(paths)
  }

  return {
    async open(path) {
      const file = await permitted(path)
      const opened = await openConfigFile(file, longest)
      await remember([file])
      return opened
    },
    async save(path, text, version) {
      const file = await permitted(path)
      const saved = await saveConfigFile(file, text, version)
      await remember([file])
      return saved
    },
    pick: async (what) => openAll(await desktop.pickFiles(what)),
    openDropped: async () => openAll(await desktop.droppedFiles()),
    async saveAs({ suggestedName, text, opened }) {
      const path = await desktop.pickPlace(suggestedName)
      if (path === undefined) return undefined
      const isOpened = opened && resolve(opened.path) === resolve(path)
      const saved = await saveConfigFile(path, text, isOpened ? opened.version : await versionOfFile(path))
      await remember([path])
      return { path, ...saved }
    },
    version: async (path) => versionOfFile(await permitted(path)),
    recent: () => recent.list(),
    forget(path) {
      chosen.delete(path)
      return recent.remove(path)
    },
  }
}
