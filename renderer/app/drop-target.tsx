import { useEffect, useRef, useState } from 'react'

/**
 * Files can be dropped anywhere on the window. Where they are only the preload learns, and tells main; the page hears that something
 * was dropped. What is dragged within the page is left to it.
 */
export function DropTarget({ onDrop }: { onDrop(): void }) {
  const [over, setOver] = useState(false)
  const dropped = useRef(onDrop)
  dropped.current = onDrop
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!bringsFiles(event)) return
      // Before any part of the page that would put the file's content into its text.
      event.preventDefault()
      event.stopPropagation()
      setOver(event.type !== 'dragleave' || event.relatedTarget !== null)
    }
    const onDropped = (event: DragEvent) => {
      if (!bringsFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      setOver(false)
      if (!document.querySelector('[data-modal], dialog[open]')) dropped.current()
    }
    const drags = ['dragenter', 'dragover', 'dragleave'] as const
    for (const type of drags) window.addEventListener(type, onDrag, true)
    window.addEventListener('drop', onDropped, true)
    return () => {
      for (const type of drags) window.removeEventListener(type, onDrag, true)
      window.removeEventListener('drop', onDropped, true)
    }
  }, [])
  return over ? <div className="sw-drop">Drop configuration files to open them</div> : null
}

const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false
