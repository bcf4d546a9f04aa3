import type { Client } from '../../client/client.ts'
import { benchTexts, pluginDrafts, policyDrafts, sealDrafts } from './drafts.ts'
import { leaveSurroundings } from './effective/kept-surroundings.ts'
import { endedChecks, finishedChecks } from './kept-checks.ts'

/** Forgets everything that the window keeps of a seal that is gone: what was typed, checked and loaded for it. */
export function leaveSeal(client: Client, id: string): void {
  const stores = [sealDrafts, pluginDrafts, policyDrafts, benchTexts, finishedChecks, endedChecks]
  for (const store of stores) store.set(id, undefined)
  leaveSurroundings(client, id)
}
