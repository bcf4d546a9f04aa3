import { type RefObject, useEffect, useLayoutEffect } from 'react'

/**
 * Stands among what a place shows and is drawn with it, however long its chunk takes to come. What left took the focus with it, so
 * the new place gets it, from its top on, unless it puts focus and view elsewhere itself.
 */
export function Arrival({ main }: { main: RefObject<HTMLElement | null> }) {
  useLayoutEffect(() => main.current?.scrollTo?.(0, 0), [main])
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [main])
  return null
}
