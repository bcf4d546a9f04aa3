import { useCallback, useEffect, useRef } from 'react'

/**
 * Where the focus goes when a row takes it away with itself: to the last button of the row that stands in its place, else to the
 * first thing of the list that can be used, else to the list. Rows carry `data-row`; the list needs `tabIndex={-1}`.
 */
export function useRemovalFocus<E extends HTMLElement>() {
  const list = useRef<E>(null)
  const place = useRef<number>(undefined)
  const forget = useCallback(() => {
    place.current = undefined
  }, [])
  useEffect(() => {
    const index = place.current
    const held = document.activeElement
    if (index === undefined || !list.current) return
    if (held && held !== document.body) {
      if (!list.current.contains(held)) place.current = undefined
      return
    }
    const target = targetIn(list.current, index)
    target?.focus()
    if (target) place.current = undefined
  })
  return {
    list,
    /** The row at this place, counted from 0, is being removed. */
    removing(index: number) {
      place.current = index
      // Whoever points somewhere else meanwhile has put the focus there.
      document.addEventListener('pointerdown', forget, { once: true, capture: true })
    },
  }
}

/** Undefined while nothing in the row can be used: the removal is still on its way. */
function targetIn(list: HTMLElement, index: number): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  const row = rows[Math.min(index, rows.length - 1)]
  const controls = [...(row ?? list).querySelectorAll<HTMLButtonElement>('button, input, textarea')]
  const usable = controls.filter(({ disabled }) => !disabled)
  return row ? usable.at(-1) : (usable[0] ?? list)
}
