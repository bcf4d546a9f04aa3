import { useEffect } from 'react'
import type { ConfigProblem } from '../../../../shared/domain/config-stanza.ts'
import { configProblemWords } from '../../../diagnosis/problem-words.ts'
import type { Analysis } from './analysis.ts'
import type { CodeSession } from './code-session.ts'
import { fixLabel } from './fixes.ts'

/** Marks what was found in the text where it stands. An answer about an earlier text marks nothing. */
export function useMarks(
  session: CodeSession,
  analysis: Analysis | undefined,
  onFix: (problem: ConfigProblem) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks change with what was found
  useEffect(() => {
    // Without an answer nothing is known, and former marks would stand in other places.
    if (!analysis) session.mark([])
    if (analysis?.text !== session.text) return
    session.mark(
      analysis.problems.map((problem) => {
        const { title, meaning } = configProblemWords(problem)
        const { start, end, severity, fix } = problem
        return {
          start,
          end,
          severity,
          message: `${title}\n${meaning}`,
          fix: fix && { label: fixLabel(problem), apply: () => onFix(problem) },
        }
      }),
    )
  }, [session, analysis])
}
