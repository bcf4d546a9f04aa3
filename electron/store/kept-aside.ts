/**
 * Damaged files, kept whole under a name of their own so that nothing a user made is overwritten by a repair. Rule: a
 * name that exists is never reused.
 */
import { constants, copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCodeOf, unwritable } from './atomic-file.ts'

/** Keeps a copy of `STEM.json` as `STEM.damaged-<utc>.json` beside it and answers its path. */
export async function keepAside(directory: string, stem: string, now: Date): Promise<string> {
  const source = join(directory, `${stem}.json`)
  const stamp = now.toISOString().replaceAll(':', '-').replace('.', '-')
  for (let attempt = 1; ; attempt += 1) {
    const target = join(directory, `${stem}.damaged-${stamp}${attempt === 1 ? '' : `-${attempt}`}.json`)
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL)
      return target
    } catch (error) {
      if (systemCodeOf(error) !== 'EEXIST') throw unwritable(target, error)
    }
  }
}

/** The files kept aside so far, oldest first. */
export async function keptAsideFiles(directory: string, stem: string): Promise<string[]> {
  try {
    const names = (await readdir(directory)).filter((name) => name.startsWith(`${stem}.damaged-`))
    return names.sort().map((name) => join(directory, name))
  } catch {
    return []
  }
}
