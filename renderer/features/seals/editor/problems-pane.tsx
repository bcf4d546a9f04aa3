import Button from '@cloudscape-design/components/button'
import Icon, { type IconProps } from '@cloudscape-design/components/icon'
import type { ConfigProblem } from '../../../../shared/domain/config-stanza.ts'
import type { Severity } from '../../../../shared/domain/problem.ts'
import { configProblemWords } from '../../../diagnosis/problem-words.ts'
import styles from './editor.module.css'
import { fixLabel } from './fixes.ts'

interface ProblemsPaneProps {
  problems: readonly ConfigProblem[]
  /** False while the text has changed and nothing is known about it yet. */
  current: boolean
  onJump(problem: ConfigProblem): void
  onFix(problem: ConfigProblem): void
}

/** What a person reads; the rest is marked in the text and comes up as these are mended. */
const listed = 200

const icons: Record<Severity, IconProps> = {
  error: { name: 'status-negative', variant: 'error', ariaLabel: 'Error' },
  warning: { name: 'status-warning', variant: 'warning', ariaLabel: 'Warning' },
  info: { name: 'status-info', variant: 'link', ariaLabel: 'Note' },
}

/** The findings in the order of the text; each leads to its place, and mends it where that is certain. */
export function ProblemsPane({ problems, current, onJump, onFix }: ProblemsPaneProps) {
  if (problems.length === 0) {
    return <p className={styles.quiet}>{current ? 'Nothing is wrong with this file for this server.' : 'Reading'}</p>
  }
  return (
    <ul className={styles.problems}>
      {problems.slice(0, listed).map((problem) => {
        const { title, meaning } = configProblemWords(problem)
        return (
          <li key={`${problem.code} ${problem.start} ${problem.key}`} className={styles.problem}>
            <button type="button" className={styles.jump} onClick={() => onJump(problem)}>
              <span className={styles.title}>
                <Icon {...icons[problem.severity]} />
                <span className={styles.place}>
                  {problem.line ?? 1}:{problem.column ?? 1}
                </span>
                {title}
              </span>
              <span className={styles.meaning}>{meaning}</span>
            </button>
            {problem.fix && (
              <Button variant="inline-link" disabled={!current} onClick={() => onFix(problem)}>
                {fixLabel(problem)}
              </Button>
            )}
          </li>
        )
      })}
      {problems.length > listed && <li className={styles.quiet}>{problems.length - listed} more further down</li>}
    </ul>
  )
}
