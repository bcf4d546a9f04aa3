import type { EffectiveFinding } from '../../../../shared/domain/effective-configuration.ts'
import { engineText } from '../../../../shared/domain/engine.ts'
import { effectiveProblemWords } from '../../../diagnosis/effective-problem-words.ts'
import { ProblemList } from '../../../diagnosis/problem-list.tsx'
import styles from './effective.module.css'
import type { ServerAnswer } from './effective-report.ts'

interface FindingsProps extends ServerAnswer {
  /** Whether the server is named in the heading: where there are two. */
  isNamed: boolean
  /** Whether nothing is known of the server's surroundings: then it is the verdict's to say what stops an empty environment. */
  isBare: boolean
}

/** The traps in a configuration, the gravest first. */
export function Findings({ engine, answer, isNamed, isBare }: FindingsProps) {
  const problems = answer.problems.filter(({ code }) => !(isBare && code === 'start-refused'))
  const title = isNamed ? `Findings for ${engineText(engine)}` : 'Findings'
  return (
    <section className={styles.box} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {problems.length === 0 ? (
        <p className={styles.quiet}>None of the traps that we know is in this configuration.</p>
      ) : (
        <ProblemList problems={inOrder(problems)} words={effectiveProblemWords} />
      )}
    </section>
  )
}

const order = ['error', 'warning', 'info']

const inOrder = (problems: readonly EffectiveFinding[]) =>
  [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
