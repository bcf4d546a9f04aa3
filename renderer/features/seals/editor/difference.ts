import { Chunk } from '@codemirror/merge'
import { Text } from '@codemirror/state'

/** Two versions of a text in figures. */
export interface DifferenceFacts {
  /** Lines that are only in one of the two, or not the same in both. */
  lines: number
  /** Lines whose text is the same and whose end is not. */
  lineEnds: number
}

/** Counts what differs; line ends count where nothing else does. */
export function differenceFacts(before: string, after: string): DifferenceFacts {
  const [old, now] = [bare(before), bare(after)]
  if (old === now) return { lines: 0, lineEnds: differingEnds(before, after) }
  const [a, b] = [old, now].map((text) => Text.of(text.split('\n')))
  const lines = a && b ? Chunk.build(a, b).reduce((sum, chunk) => sum + linesOf(chunk, a, b), 0) : 0
  return { lines, lineEnds: 0 }
}

function linesOf({ fromA, toA, fromB, toB }: Chunk, a: Text, b: Text): number {
  const count = (document: Text, from: number, to: number) =>
    to > from ? document.lineAt(Math.min(to - 1, document.length)).number - document.lineAt(from).number + 1 : 0
  return Math.max(count(a, fromA, toA), count(b, fromB, toB))
}

function differingEnds(before: string, after: string): number {
  const ends = after.split('\n').map((line) => line.endsWith('\r'))
  return before.split('\n').filter((line, index) => line.endsWith('\r') !== ends[index]).length
}

const bare = (text: string) => text.replaceAll('\r\n', '\n')

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
