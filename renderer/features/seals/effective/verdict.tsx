import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import { activationWords } from '../../../diagnosis/effective-words.ts'
import { CodeView } from '../../../ui/code-view.tsx'
import styles from './effective.module.css'

interface VerdictProps {
  engine: Engine
  answer: EffectiveConfiguration
  seal: EffectiveSeal | undefined
}

/** Whether the server starts as far as its seal is concerned, with its own words where it does not. */
export function Verdict({ engine, answer, seal }: VerdictProps) {
  const verdict = verdictOf(answer)
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

export function verdictOf({ error, seals }: EffectiveConfiguration) {
  if (error !== undefined || seals.some((seal) => seal.active && seal.error !== undefined)) {
    return { kind: 'stops', type: 'error', text: 'The seal would stop the start' } as const
  }
  const isRandom = seals.some((seal) => seal.active && seal.settings.some(({ origin }) => origin.kind === 'ambiguous'))
  if (isRandom) return { kind: 'random', type: 'warning', text: 'It differs from start to start' } as const
  return { kind: 'starts', type: 'success', text: 'The seal would not stop the start' } as const
}
