import ExpandableSection from '@cloudscape-design/components/expandable-section'
import type { EffectiveFinding } from '../../../../shared/domain/effective-configuration.ts'
import { engineText } from '../../../../shared/domain/engine.ts'
import { effectiveProblemWords } from '../../../diagnosis/effective-problem-words.ts'
import { ProblemList } from '../../../diagnosis/problem-list.tsx'
import styles from './effective.module.css'
import type { ServerAnswer } from './effective-report.ts'

interface FindingsProps extends ServerAnswer {
  /** Whether the server is named in the heading: where there are two. */
  isNamed: boolean
}

/** The traps in a configuration: what stops the server or misleads at once, and what is only good to know on demand. */
export function Findings({ engine, answer: { problems }, isNamed }: FindingsProps) {
  const title = isNamed ? `Findings for ${engineText(engine)}` : 'Findings'
  const grave = [...withSeverity(problems, 'error'), ...withSeverity(problems, 'warning')]
  const notes = withSeverity(problems, 'info')
  return (
    <section className={styles.box} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {grave.length > 0 && <ProblemList problems={grave} words={effectiveProblemWords} />}
      {grave.length === 0 && <p className={styles.quiet}>None of the traps that we know is in this configuration.</p>}
      {notes.length > 0 && (
        <ExpandableSection variant="footer" headerText={notes.length === 1 ? '1 note' : `${notes.length} notes`}>
          <ProblemList problems={notes} words={effectiveProblemWords} />
        </ExpandableSection>
      )}
    </section>
  )
}

const withSeverity = (problems: readonly EffectiveFinding[], severity: EffectiveFinding['severity']) =>
  problems.filter((problem) => problem.severity === severity)
