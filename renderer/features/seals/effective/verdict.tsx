import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import { activationWords } from '../../../diagnosis/effective-words.ts'
import { CodeView } from '../../../ui/code-view.tsx'
import styles from './effective.module.css'

interface VerdictProps {
  engine: Engine
  answer: EffectiveConfiguration
  seal: EffectiveSeal | undefined
  /** Whether nothing is known of the server's surroundings, so that the answer is about an empty environment only. */
  isBare: boolean
}

/** Whether the server starts as far as its seal is concerned, with its own words where it does not. */
export function Verdict({ engine, answer, seal, isBare }: VerdictProps) {
  const verdict = isBare ? inEmptyEnvironment(answer) : verdictOf(answer)
  const error = answer.error ?? seal?.error
  return (
    <section
      aria-label={`Verdict for ${engineText(engine)}`}
      className={`${styles.verdict} ${styles[verdict.kind] ?? ''}`}
    >
      <strong>{engineText(engine)}</strong>
      <StatusIndicator type={verdict.type}>{verdict.text}</StatusIndicator>
      {seal && <span className={styles.quiet}>{`${seal.type}. ${activationWords[seal.activation]}.`}</span>}
      {error !== undefined && <CodeView wrapped text={error} label={`error of ${engineText(engine)}`} />}
    </section>
  )
}

interface VerdictWords {
  kind: 'starts' | 'stops' | 'random' | 'open'
  type: StatusIndicatorProps.Type
  text: string
}

/** What an empty environment stops, the server's own may mend: so that is no verdict yet. */
function inEmptyEnvironment(answer: EffectiveConfiguration): VerdictWords {
  const verdict = verdictOf(answer)

  if (verdict.kind !== 'stops' || isRefused(answer)) return verdict
  return { kind: 'open', type: 'info', text: 'With an empty environment the seal would stop the start' }
}

export function verdictOf({ error, seals }: EffectiveConfiguration): VerdictWords {
  if (error !== undefined || seals.some((seal) => seal.active && seal.error !== undefined)) {
    return { kind: 'stops', type: 'error', text: 'The seal would stop the start' }
  }
  const isRandom = seals.some((seal) => seal.active && seal.settings.some(({ origin }) => origin.kind === 'ambiguous'))
  if (isRandom) return { kind: 'random', type: 'warning', text: 'It differs from start to start' }
  return { kind: 'starts', type: 'success', text: 'The seal would not stop the start' }
}

/** Whether the configuration by itself is refused, whatever the environment holds. */
const isRefused = ({ error, seals }: EffectiveConfiguration): boolean =>
  error !== undefined && !seals.some((seal) => seal.error === error)
