import { RelativeTime } from '../../ui/relative-time.tsx'
import type { CheckStanding } from './use-seals.ts'
import styles from './verdict-mark.module.css'

/** What the last check said, how long ago, and whether it still speaks about this seal. Words first, colour second. */
export function VerdictMark({ standing }: { standing: CheckStanding }) {
  const { check, stale } = standing
  if (!check) return <span className={`${styles.mark} ${styles.none}`}>Never checked</span>
  const passed = check.verdict === 'pass'
  return (
    <span className={`${styles.mark} ${stale ? styles.stale : passed ? styles.pass : styles.fail}`}>
      <VerdictIcon shape={stale ? 'stale' : passed ? 'pass' : 'fail'} />
      <span className={styles.word}>{passed ? 'Passed' : 'Failed'}</span>
      <span className={styles.age}>
        <RelativeTime at={check.at} />
      </span>
      {stale && (
        <span className={styles.note} title="Parameters or identity have changed since this check">
          stale
        </span>
      )}
    </span>
  )
}

const shapes = {
  pass: 'M3.5 8.5l3 3 6-7',
  fail: 'M4 4l8 8M12 4l-8 8',
  stale: 'M8 4v4.5l3 1.5',
} as const

function VerdictIcon({ shape }: { shape: keyof typeof shapes }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
      {shape === 'stale' && <circle cx="8" cy="8" r="6.5" />}
      <path d={shapes[shape]} />
    </svg>
  )
}
