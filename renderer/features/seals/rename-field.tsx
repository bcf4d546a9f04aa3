import { useEffect, useRef, useState } from 'react'
import { sealNameSchema } from '../../../shared/domain/saved-seal.ts'
import styles from './seals-screen.module.css'

/** A name being changed in place: Enter or leaving the field keeps it, Escape does not. */
export function RenameField({ name, onDone }: { name: string; onDone(name: string | undefined): void }) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(name)
  const parsed = sealNameSchema.safeParse(text)
  const ended = useRef(false)
  const finish = (keep: boolean) => {
    if (ended.current) return
    ended.current = true
    onDone(keep && parsed.success && parsed.data !== name ? parsed.data : undefined)
  }
  useEffect(() => field.current?.select(), [])
  return (
    <input
      ref={field}
      className={styles.rename}
      aria-label={`Name of ${name}`}
      aria-invalid={!parsed.success}
      maxLength={120}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && parsed.success) finish(true)
        if (event.key === 'Escape') finish(false)
      }}
    />
  )
}
