import { useRef } from 'react'

/** Runs an act unless one of the same key is still running: a second click does nothing, even before anything is drawn. */
export function useOnce(): <T>(key: string, act: () => Promise<T>) => Promise<T | undefined> {
  const running = useRef(new Set<string>())
  return async (key, act) => {
    if (running.current.has(key)) return undefined
    running.current.add(key)
    try {
      return await act()
    } finally {
      running.current.delete(key)
    }
  }
}
