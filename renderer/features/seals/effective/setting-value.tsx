import type { EffectiveSetting } from '../../../../shared/domain/effective-configuration.ts'
import { isSecretParameter } from '../../../../shared/domain/seal-parameters.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import styles from './effective.module.css'
import { OriginChip } from './origin-chip.tsx'

/** A value beside its origin. A secret has an origin and no value. */
export function SettingValue({ setting }: { setting: EffectiveSetting }) {
  const { name, value, origin } = setting
  const isUnset = origin.kind === 'not-set'
  if (origin.kind === 'ambiguous') {
    const values = [...new Set(origin.candidates.map((each) => each.value ?? 'not shown'))]
    return (
      <span className={styles.value}>
        <span>
          one of <code className={styles.text}>{values.join(', ')}</code>
        </span>
        <OriginChip origin={origin} />
      </span>
    )
  }
  return (
    <span className={styles.value}>
      {value !== undefined && value !== '' ? (
        <>
          <code className={styles.text}>{value}</code>
          <CopyButton text={value} label={`Copy ${name}`} />
        </>
      ) : (
        <span className={styles.quiet}>{isUnset ? '–' : isSecretParameter(name) ? 'set, never shown' : 'empty'}</span>
      )}
      {!isUnset && <OriginChip origin={origin} />}
    </span>
  )
}
