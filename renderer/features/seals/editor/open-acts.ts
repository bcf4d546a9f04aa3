import type { Engine } from '../../../../shared/domain/engine.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import type { Client } from '../../../client/client.ts'
import { diagnosisOf, isCancelled } from '../../../client/failure.ts'
import { defaultEngine } from '../server-rules.ts'
import { openFiles, type ReadFile } from './open-files.ts'

/** By which act the user chooses files. */
export type WayToOpen = 'files' | 'folder' | 'dropped'

/**
 * Opens what the user picks or has dropped. Resolves to whether there is something to show in the editor: a file, or why there is
 * none. A dialog that was dismissed shows nothing.
 */
export function openChosen(client: Client, way: WayToOpen): Promise<boolean> {
  return attempt(client, async () => {
    const { files } = await (way === 'dropped'
      ? client.call('config.openDropped', {})
      : client.call('config.pick', { what: way }))
    return files
  })
}

/** Opens a file again that was open before. */
export function openAgain(client: Client, path: string): Promise<boolean> {
  return attempt(client, async () => [{ path, ...(await client.call('config.open', { path })) }])
}

async function attempt(client: Client, read: () => Promise<readonly ReadFile[]>): Promise<boolean> {
  try {
    const files = await read()
    if (files.length === 0) return false
    const settings = await client.call('settings.read', {}).catch(() => undefined)
    openFiles.add(files, (path) => engineFor(path, settings))
    return true
  } catch (error) {
    if (isCancelled(error)) return false
    openFiles.refuse(diagnosisOf(error))
    return true
  }
}

/** The server that was chosen for a file, else the one chosen last for any. */
function engineFor(path: string, settings: Settings | undefined): Engine {
  const chosen = settings?.configEngines ?? []
  return (chosen.find((each) => each.path === path) ?? chosen[0])?.engine ?? defaultEngine
}
