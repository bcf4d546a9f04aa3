import type { ReactNode } from 'react'
import styles from './quiet-progress.module.css'

/**
 * Work in progress over content that stays where it is: a thin line, words for it, and a way to stop. Nothing moves when
 * it comes or goes.
 */
export function QuietProgress(props: { active: boolean; label: string; onCancel?: () => void; children?: ReactNode }) {
  return (
    <div className={styles.place} role="status" aria-live="polite">
      <div className={props.active ? styles.line : styles.still} />
      {props.active && (
        <span className={styles.words}>
          {props.children ?? props.label}
          {props.onCancel && (
            <button type="button" className={styles.cancel} onClick={props.onCancel}>
              Cancel
            </button>
          )}
        </span>
      )}
    </div>
  )
}
