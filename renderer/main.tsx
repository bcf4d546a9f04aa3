import { createClient } from './client/client.ts'
import { windowBridge } from './client/window-bridge.ts'

/** Asks for what the first screen needs while the scripts that draw it are still being read. */
const client = createClient(windowBridge())
const early = {
  settings: client.call('settings.read', {}),
  seals: client.call('seals.list', {}),
}

const { start } = await import('./app/start.tsx')
start(client, early)
