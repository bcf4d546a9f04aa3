/**
 * The choices that the app remembers, in `settings.json` of its data folder. A field that is missing, unknown or bad
 * falls back to its default and leaves the others alone; a file that is no JSON object is kept aside.
 */
import { join } from 'node:path'
import { defaultSettings, type Settings, type SettingsPatch, settingsSchema } from '../../shared/domain/settings.ts'
import { readText, sweepLeftovers, writeText } from './atomic-file.ts'
import { withLock } from './file-lock.ts'
import { keepAside, keptAsideFiles } from './kept-aside.ts'

export interface SettingsStore {
  read(): Promise<Settings>
  /** Changes the given fields and answers all of them. */
  write(patch: SettingsPatch): Promise<Settings>
  /** The damaged files that are kept aside, one that still is in its place among them where it can be moved. */
  keptAside(): Promise<string[]>
}

/** Opens the settings of a data folder. Nothing is read or created before the first call. */
export function createSettingsStore({
  directory,
  clock = { now: () => new Date() },
}: {
  directory: string
  clock?: { now(): Date }
}): SettingsStore {
  const file = join(directory, 'settings.json')

  async function readStored(): Promise<Record<string, unknown> | undefined | 'damaged'> {
    const stored = await readText(file)
    return stored && (parseObject(stored.text) ?? 'damaged')
  }

  const store: SettingsStore = {
    async read() {
      const stored = await readStored()
      return soundSettings(stored === 'damaged' ? {} : (stored ?? {}))
    },
    write: (patch) =>
      withLock(file, async (lock) => {
        const stored = await readStored()
        if (stored === 'damaged') await keepAside(directory, 'settings', clock.now())
        await sweepLeftovers(file).catch(() => undefined)
        const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
        const settings = soundSettings({ ...(stored === 'damaged' ? {} : stored), ...given })
        await writeText(file, `${JSON.stringify(settings, null, 2)}\n`, { beforeCommit: () => lock.assertHeld() })
        return settings
      }),
    async keptAside() {
      if ((await readStored()) === 'damaged') await store.write({}).catch(() => undefined)
      return keptAsideFiles(directory, 'settings')
    },
  }
  return store
}

/** Takes each field that holds for itself and the default for every other. */
function soundSettings(stored: Record<string, unknown>): Settings {
  const fields = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(fields) })
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
