import type { Origin } from '../../../../shared/domain/effective-configuration.ts'
import { originText } from '../../../diagnosis/effective-words.ts'
import styles from './effective.module.css'

/** Where a value came from, in a word with a colour; the whole place on hover. */
export function OriginChip({ origin }: { origin: Origin }) {
  const file = origin.kind === 'profile' ? origin.file : undefined
  const text = originText(origin)
  return (
    <span className={styles.chip} data-kind={origin.kind} title={file ? `${text} of ${file}` : text}>
      {text}
    </span>
  )
}
