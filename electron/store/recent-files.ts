/**
 * Configuration files that the user opened or saved, the latest first, in `recent-files.json` of the data folder. From the window
 * nothing else can be opened by its path, so only main writes here, and only paths that the user chose. A damaged list is an empty one.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { instantSchema } from '../../shared/domain/time.ts'
import { readText, writeText } from './atomic-file.ts'
import { withLock } from './file-lock.ts'

const listSchema = z.array(z.strictObject({ path: z.string().min(1).max(4096), openedAt: instantSchema }))
export type RecentFile = z.infer<typeof listSchema>[number]

export interface RecentFiles {
  list(): Promise<RecentFile[]>
  /** Puts files on top. */
  add(paths: readonly string[]): Promise<void>
  remove(path: string): Promise<RecentFile[]>
}

const kept = 20

export function createRecentFiles({ directory, clock }: { directory: string; clock: { now(): Date } }): RecentFiles {
  const file = join(directory, 'recent-files.json')

  async function list(): Promise<RecentFile[]> {
    const stored = await readText(file)
    return stored ? listOf(stored.text) : []
  }

  function change(next: (files: RecentFile[]) => RecentFile[]): Promise<RecentFile[]> {
    return withLock(file, async (lock) => {
      const files = next(await list()).slice(0, kept)
      await writeText(file, `${JSON.stringify(files, null, 2)}\n`, { beforeCommit: () => lock.assertHeld() })
      return files
    })
  }

  return {
    list,
    async add(paths) {
      const openedAt = clock.now().toISOString()
      const added = paths.map((path) => ({ path, openedAt }))
      await change((files) => [...added, ...files.filter(({ path }) => !paths.includes(path))])
    },
    remove: (path) => change((files) => files.filter((each) => each.path !== path)),
  }
}

function listOf(text: string): RecentFile[] {
  try {
    return listSchema.parse(JSON.parse(text))
  } catch {
    return []
  }
}
