import { useEffect, useId, useRef, useState } from 'react'
import { nameFault } from './seal-name.ts'
import styles from './seals-screen.module.css'

/** How a rename ended: by a key, after which the focus is to go on from there, or because it was left. */
export type RenameEnd = 'by-key' | 'by-leaving'

/** A name being changed in place: Enter or leaving the field keeps it, Escape does not. */
export function RenameField(props: { name: string; onDone(name: string | undefined, end: RenameEnd): void }) {
  const { name } = props
  const field = useRef<HTMLInputElement>(null)
  const faultId = useId()
  const [text, setText] = useState(name)
  const fault = nameFault(text)
  const ended = useRef(false)
  const finish = (keep: boolean, end: RenameEnd) => {
    if (ended.current) return
    ended.current = true
    const given = text.trim()
    props.onDone(keep && !fault && given !== name ? given : undefined, end)
  }
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <span className={styles.renaming}>
      <input
        ref={field}
        className={styles.rename}
        aria-label={`Name of ${name}`}
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? faultId : undefined}
        maxLength={120}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true, 'by-leaving')}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          // Else the key would press what gets the focus next.
          event.preventDefault()
          if (event.key === 'Escape') finish(false, 'by-key')
          else if (!fault) finish(true, 'by-key')
        }}
      />
      {fault && (
        <span id={faultId} className={styles.fault} role="alert">
          {fault} Esc keeps the old one.
        </span>
      )}
    </span>
  )
}
