import { type Client, createClient } from '../client/client.ts'
import type { OutputOf } from '../client/contract-types.ts'
import { windowBridge } from '../client/window-bridge.ts'

/** Answers that are asked for before the page can draw anything. */
export interface EarlyAnswers {
  settings: Promise<OutputOf<'settings.read'>>
  seals: Promise<OutputOf<'seals.list'>>
}

/** Makes the client and asks for what the first screen needs, while the scripts that draw it are still being read. */
export function askEarly(): { client: Client; early: EarlyAnswers } {
  const client = createClient(windowBridge())
  return { client, early: { settings: client.call('settings.read', {}), seals: client.call('seals.list', {}) } }
}
