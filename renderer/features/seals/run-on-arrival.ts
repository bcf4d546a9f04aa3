import { useEffect } from 'react'

/** Navigation state with which a new seal asks for its first check. */
export const runCheckState = { runCheck: true }

/** Runs the check once when the way here asked for it; a reload or a way back does not ask again. */
export function useRunOnArrival(start: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival counts
  useEffect(() => {
    const state: unknown = window.history.state
    if (!state || typeof state !== 'object' || !('runCheck' in state)) return
    window.history.replaceState(null, '')
    start()
  }, [])
}
