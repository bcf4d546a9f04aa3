import { useEffect, useState } from 'react'
import styles from './copy-button.module.css'

/** Copies a text. Says so in place of its own name, for the eye and for a screen reader, and then is itself again. */
export function CopyButton(props: {
  text: string
  /** What is copied, as in "Copy key ARN". */
  label: string
  /** Shows the label beside the icon. */
  wide?: boolean
}) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>(undefined)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), 2000)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = () => {
    navigator.clipboard.writeText(props.text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }
  const told = outcome && (outcome === 'copied' ? 'Copied' : 'Not copied: the system refused the clipboard')

  return (
    <span className={styles.place}>
      <button
        type="button"
        className={props.wide ? `${styles.button} ${styles.wide}` : styles.button}
        aria-label={props.label}
        title={props.label}
        onClick={copy}
      >
        <svg
          viewBox="0 0 16 16"
          width="14"
          height="14"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        >
          {outcome === 'copied' ? (
            <path d="M2.5 8.5l3.5 3.5 7.5-8" />
          ) : (
            <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" strokeLinejoin="round" />
          )}
        </svg>
        {props.wide && <span>{outcome === 'copied' ? 'Copied' : props.label}</span>}
      </button>
      <span role="status" className={outcome === 'refused' ? styles.refused : 'sw-visually-hidden'}>
        {told}
      </span>
    </span>
  )
}
