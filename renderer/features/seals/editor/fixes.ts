import type { ConfigProblem, TextChange } from '../../../../shared/domain/config-stanza.ts'

/** Fixes that change how a thing is spelled and not what the server does with it. */
const spellingOnly = new Set(['label-not-lower-case', 'block-deprecated'])

/** What the button of a fix says. */
export function fixLabel({ code, suggestion }: ConfigProblem): string {
  if (code === 'secret-in-file') return `Replace by ${suggestion ?? 'a reference'}`
  if (code === 'value-with-blanks') return 'Remove the blanks'
  return suggestion && suggestion.length <= 40 ? `Change to ${suggestion}` : 'Mend'
}

/** The problem with a fix that is nearest to a place: on it, else the first on the same line. */
export function fixableAt(problems: readonly ConfigProblem[], text: string, offset: number): ConfigProblem | undefined {
  const fixable = problems.filter(({ fix }) => fix)
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset)
  const lineEnd = next === -1 ? text.length : next
  return (
    fixable.find(({ start, end }) => start <= offset && offset <= end) ??
    fixable.find(({ start }) => lineStart <= start && start <= lineEnd)
  )
}

/** The changes of all fixes that are safe to make without a look at each, leaving out those in one another's way. */
export function safeChanges(problems: readonly ConfigProblem[]): TextChange[] {
  const changes: TextChange[] = []
  for (const { code, fix = [] } of problems) {
    const isFree = fix.every((change) => changes.every(({ start, end }) => change.end < start || change.start > end))
    if (spellingOnly.has(code) && isFree) changes.push(...fix)
  }
  return changes
}

/** The next problem after a place, or before it; round at the ends. */
export function neighbourOf(
  problems: readonly ConfigProblem[],
  offset: number,
  way: 'next' | 'previous',
): ConfigProblem | undefined {
  return way === 'next'
    ? (problems.find(({ start }) => start > offset) ?? problems[0])
    : (problems.findLast(({ start }) => start < offset) ?? problems.at(-1))
}
