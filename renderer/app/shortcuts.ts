import { useEffect, useRef } from 'react'

/** Keys pressed together with Ctrl, or with Cmd on a Mac. */
export type Shortcuts = Readonly<Record<string, () => void>>

/**
 * Listens for shortcuts as long as the component is there. Combinations with Alt or Shift are left to the system. While a
 * dialog is open they do nothing, and are still taken: the menu of the window has the same keys.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  current.current = shortcuts
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return
      const act = current.current[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      if (!document.querySelector('[data-modal], dialog[open]')) act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

const isMac = navigator.platform.startsWith('Mac')

/** How a shortcut is written on this system: `⌘1` or `Ctrl+1`. */
export const shortcutText = (key: string): string => (isMac ? `⌘${key}` : `Ctrl+${key}`)
