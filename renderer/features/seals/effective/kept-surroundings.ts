import type { Client } from '../../../client/client.ts'
import { createDraftStore } from '../draft-store.ts'
import type { Surroundings } from './surroundings.ts'

/** What is known around each seal or file, by its id, for as long as the window lives. */
export const surroundingsOf = createDraftStore<Surroundings>()

/** Forgets all that is known around a seal or a file that is gone; main forgets what was loaded for it. */
export function leaveSurroundings(client: Client, id: string): void {
  const handle = surroundingsOf.get(id)?.loaded?.handle
  surroundingsOf.set(id, undefined)
  giveUp(client, handle)
}

/** Lets main forget what it holds under a handle. Where it cannot be given up it ends with the window. */
export function giveUp(client: Client, handle: string | undefined): void {
  if (handle !== undefined) client.call('resolve.unload', { handle }).catch(() => undefined)
}
