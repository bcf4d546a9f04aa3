import { useSyncExternalStore } from 'react'
import type { Analysis } from './analysis.ts'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'
import type { LineEnds } from './text-shape.ts'

const lineEndWords: Record<LineEnds, string> = {
  lf: 'LF',
  crlf: 'CRLF',
  mixed: 'LF and CRLF mixed, kept as they are',
}

/** Where the cursor is, and how the file is written. */
export function StatusLine({ session, analysis }: { session: CodeSession; analysis: Analysis | undefined }) {
  const cursor = useSyncExternalStore(
    (listener) => session.onCursor(listener),
    () => session.cursor,
  )
  const { mark, lineEnds } = session.shape
  return (
    <p className={styles.status}>
      <span>
        Line {cursor.line}, column {cursor.column}
      </span>
      <span>{analysis?.format === 'json' ? 'JSON' : 'HCL'}</span>
      <span>{lineEndWords[lineEnds]}</span>
      <span>{mark ? 'UTF-8 with byte order mark' : 'UTF-8'}</span>
      <span role="status">{analysis ? problemsText(analysis.problems.map(({ severity }) => severity)) : ''}</span>
    </p>
  )
}

function problemsText(severities: readonly string[]): string {
  const errors = severities.filter((severity) => severity === 'error').length
  const warnings = severities.filter((severity) => severity === 'warning').length
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}`
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
