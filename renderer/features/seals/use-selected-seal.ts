import { useCallback, useEffect, useState } from 'react'

/** Lives as long as the window, so that coming back from a seal finds its row. */
let kept: string | undefined

/** The seal that is selected in the list. Whoever comes back to the list stands on its row again. */
export function useSelectedSeal(loaded: boolean): [id: string | undefined, select: (id: string | undefined) => void] {
  const [id, setId] = useState(kept)
  const select = useCallback((next: string | undefined) => {
    kept = next
    setId(next)
  }, [])
  useEffect(() => {
    const row = loaded && document.querySelector<HTMLElement>('tr[aria-selected="true"]')
    // Only a focus that nobody has put anywhere: on the page or the whole main area.
    if (row && document.activeElement?.contains(row)) row.focus()
  }, [loaded])
  return [id, select]
}
