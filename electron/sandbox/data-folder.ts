/** Where a sandbox keeps its state when nobody says where: the system's place for a user's application data. */
import { homedir } from 'node:os'
import { join } from 'node:path'

export function defaultDataFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home = homedir()): string {
  return join(applicationData(platform, environment, home), 'sandbox')
}

function applicationData(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Sealwright')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sealwright')
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'sealwright')
}
