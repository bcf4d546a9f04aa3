import type { EffectiveSetting, PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import { isSecretParameter } from '../../../../shared/domain/seal-parameters.ts'
import { plainOriginText, ruleWords } from '../../../diagnosis/effective-words.ts'
import styles from './effective.module.css'

interface Rung {
  origin: PlainOrigin
  value?: string | undefined
  place: 'wins' | 'may win' | 'loses'
}

/** The candidates of a setting, the winner on top and what it won over below. */
export function SettingLadder({ setting }: { setting: EffectiveSetting }) {
  const { name, rule } = setting
  const rungs = rungsOf(setting)
  return (
    <div>
      <p className={styles.rule}>{`Why: ${ruleWords[rule]}.`}</p>
      {rungs.length > 0 && (
        <ol className={styles.ladder} aria-label={`Candidates for ${name}`}>
          {rungs.map(({ origin, value, place }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is what a rung is
            <li key={index} data-place={place}>
              <span className={styles.place}>{place}</span>
              <span>{plainOriginText(origin)}</span>
              {origin.kind === 'profile' && <span className={styles.file}>{origin.file}</span>}
              <code className={styles.text}>{valueText(name, value)}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

const valueText = (name: string, value: string | undefined) =>
  value === undefined ? (isSecretParameter(name) ? 'a secret' : '') : value === '' ? 'empty' : value

function rungsOf({ origin, value, overridden }: EffectiveSetting): Rung[] {
  const losers = overridden.map((each): Rung => ({ ...each, place: 'loses' }))
  if (origin.kind === 'not-set') return losers
  if (origin.kind !== 'ambiguous') return [{ origin, value, place: 'wins' }, ...losers]
  return [...origin.candidates.map((each): Rung => ({ ...each, place: 'may win' })), ...losers]
}
