import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { nameOf } from '../../shared/domain/file-path.ts'
import type { Problem, Severity } from '../../shared/domain/problem.ts'
import styles from './problem-list.module.css'
import { problemWords, type Words } from './problem-words.ts'

const marks: Record<Severity, { type: StatusIndicatorProps.Type; word: string }> = {
  error: { type: 'error', word: 'Error' },
  warning: { type: 'warning', word: 'Warning' },
  info: { type: 'info', word: 'Note' },
}

interface ProblemListProps {
  /** `file` where they are about several files. */
  problems: readonly (Problem & { file?: string | undefined })[]
  /** Where the words are from: `configProblemWords` for findings about a configuration file. */
  words?: (problem: Problem) => Words
}

/** Findings in words, with the place in the text where they have one. */
export function ProblemList({ problems, words = problemWords }: ProblemListProps) {
  return (
    <ul className={styles.list}>
      {problems.map((problem) => {
        const { title, meaning } = words(problem)
        const { suggestion } = problem
        const extra = suggestion && !`${title} ${meaning}`.includes(suggestion) && suggestion
        const mark = marks[problem.severity]
        const file = problem.file ? `${nameOf(problem.file)}, ` : ''
        const place = problem.line && `${file}line ${problem.line}${problem.column ? `, column ${problem.column}` : ''}`
        return (
          <li
            key={`${problem.code} ${problem.key} ${problem.file} ${problem.line} ${problem.column}`}
            className={styles.item}
          >
            <StatusIndicator type={mark.type} iconAriaLabel={mark.word} wrapText>
              {title}
            </StatusIndicator>
            <div className={styles.rest}>
              {place && <span className={styles.place}>{place}</span>}
              {meaning}
              {extra && <code className={styles.suggestion}>{extra}</code>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
