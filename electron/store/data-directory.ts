/**
 * Where the app keeps its own data: the folder that Electron calls `userData`, computed without Electron so that the
 * window and `npm run call` share one set of seals.
 */
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const appName = 'Sealwright'

/** The data folder of this user on this platform; absolute when `home` is. */
export function defaultDataDirectory(platform: NodeJS.Platform, environment: Environment, home: string): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', appName)
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), appName)
    default:
      return join(environment.XDG_CONFIG_HOME || join(home, '.config'), appName)
  }
}
