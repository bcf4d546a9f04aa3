/** Two versions of a text in figures. */
export interface DifferenceFacts {
  /** Lines that are only in one of the two, or not the same in both. */
  lines: number
  /** Lines whose text is the same and whose end is not. */
  lineEnds: number
}

/** Counts lines between the first and the last that differ; a line that only moved its end is counted apart. */
export function differenceFacts(before: string, after: string): DifferenceFacts {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const left = old.slice(head, old.length - tail)
  const right = now.slice(head, now.length - tail)
  const ends = left.filter((line, index) => line !== right[index] && bare(line) === bare(right[index] ?? '\n')).length
  return { lines: Math.max(left.length, right.length) - ends, lineEnds: ends }
}

const bare = (line: string) => line.replace(/\r$/, '')

/** The figures as a sentence. */
export function differenceText({ lines, lineEnds }: DifferenceFacts): string {
  const parts = [
    ...(lines > 0 ? [lines === 1 ? '1 line differs' : `${lines} lines differ`] : []),
    ...(lineEnds > 0
      ? [lineEnds === 1 ? '1 line differs in its end only' : `${lineEnds} lines differ in their end only`]
      : []),
  ]
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing differs.'
}
