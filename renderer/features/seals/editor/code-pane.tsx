import { useLayoutEffect, useRef } from 'react'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'

/** The place in the page where the editor of the shown file stands. */
export function CodePane({ session }: { session: CodeSession }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (place.current ? session.attach(place.current) : undefined), [session])
  return <div ref={place} className={styles.code} />
}
