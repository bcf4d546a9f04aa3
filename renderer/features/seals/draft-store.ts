import { useSyncExternalStore } from 'react'

/**
 * What is being typed, kept in memory for as long as the window lives: leaving a screen loses nothing, and nothing of it
 * is written to disk, because a form may hold what its owner did not mean to keep.
 */
export function createDraftStore<Draft>() {
  const drafts = new Map<string, Draft>()
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    get: (id: string): Draft | undefined => drafts.get(id),
    /** Keeps a draft; undefined forgets it. */
    set(id: string, draft: Draft | undefined): void {
      if (draft === undefined) drafts.delete(id)
      else drafts.set(id, draft)
      for (const listener of listeners) listener()
    },
    /** The draft of an id, followed by the component. */
    use: (id: string): Draft | undefined => useSyncExternalStore(subscribe, () => drafts.get(id)),
  }
}
