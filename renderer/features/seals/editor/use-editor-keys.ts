import { useEffect, useRef } from 'react'

export interface EditorKeys {
  save(): void
  undo(): void
  redo(): void
  fix(): void
  next(): void
  previous(): void
}

/**
 * Keys that work wherever the focus is in the editor, also in the forms, whose fields would otherwise undo their own letters.
 * While a dialog is open they do nothing.
 */
export function useEditorKeys(keys: EditorKeys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = event.defaultPrevented ? undefined : actOf(event)
      if (!act || document.querySelector('[data-modal]')) return
      if ((act === 'undo' || act === 'redo') && hasOwnText(event.composedPath()[0])) return
      event.preventDefault()
      event.stopPropagation()
      current.current[act]()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])
}

/** A field that edits no file undoes its own letters; one within the text's shadow tree, as that of the search, is only on the path. */
function hasOwnText(target: EventTarget | undefined): boolean {
  return target instanceof HTMLInputElement && !target.closest('[data-edits-file]')
}

function actOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): keyof EditorKeys | undefined {
  if (altKey) return undefined
  if (key === 'F8' && ctrlKey === metaKey) return shiftKey ? 'previous' : 'next'
  if (ctrlKey === metaKey) return undefined
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  if (shiftKey) return undefined
  const plain: Record<string, keyof EditorKeys> = { s: 'save', y: 'redo', '.': 'fix' }
  return plain[letter]
}
