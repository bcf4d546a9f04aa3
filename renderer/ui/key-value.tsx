import type { ReactNode } from 'react'
import styles from './key-value.module.css'

export interface Pair {
  label: string
  value: ReactNode
}

/** Labelled facts: in columns as wide as there is room for, or one under the other. A pair without a value shows a dash. */
export function KeyValue(props: { pairs: readonly Pair[]; layout?: 'columns' | 'rows' }) {
  return (
    <dl className={props.layout === 'rows' ? styles.rows : styles.columns}>
      {props.pairs.map(({ label, value }) => (
        <div key={label} className={styles.pair}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value === undefined || value === null || value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
