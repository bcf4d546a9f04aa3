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
      {withKeys(problems).map(([key, problem]) => {
        const { title, meaning } = words(problem)
        const { suggestion } = problem
        const extra = suggestion && !`${title} ${meaning}`.includes(suggestion) && suggestion
        const mark = marks[problem.severity]
        const file = problem.file ? `${nameOf(problem.file)}, ` : ''
        const place = problem.line && `${file}line ${problem.line}${problem.column ? `, column ${problem.column}` : ''}`
        return (
          <li key={key} className={styles.item}>
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

/** Each with a key of its own that stays as long as the finding does; the same finding twice is two. */
function withKeys<P extends Problem & { file?: string | undefined }>(problems: readonly P[]): [string, P][] {
  const count = new Map<string, number>()
  return problems.map((problem) => {
    const { code, key, file, line, column } = problem
    const what = [code, key, file, line, column].join(' ')
    const nth = (count.get(what) ?? 0) + 1
    count.set(what, nth)
    return [`${what} ${nth}`, problem]
  })
}
