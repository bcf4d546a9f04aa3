import { useSyncExternalStore } from 'react'
import { createWindowHold } from './window-hold.ts'

/**
 * What is being typed, kept in memory for as long as the window lives: leaving a screen loses nothing, and nothing of it
 * is written to disk, because a form may hold what its owner did not mean to keep. Where `unsaved`, the page refuses to be
 * closed while there is a draft, and the window asks.
 */
export function createDraftStore<Draft>({ unsaved = false }: { unsaved?: boolean } = {}) {
  const drafts = new Map<string, Draft>()
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const hold = createWindowHold()
  return {
    get: (id: string): Draft | undefined => drafts.get(id),
    /** Keeps a draft; undefined forgets it. */
    set(id: string, draft: Draft | undefined): void {
      if (draft === undefined) drafts.delete(id)
      else drafts.set(id, draft)
      if (unsaved) hold(drafts.size > 0)
      for (const listener of listeners) listener()
    },
    /** The draft of an id, followed by the component. */
    use: (id: string): Draft | undefined => useSyncExternalStore(subscribe, () => drafts.get(id)),
  }
}
