import type { TextChange } from '../../../../shared/domain/config-stanza.ts'

/** The one range in which two texts differ, as short as it can be without cutting a character or a line end in two. */
export function minimalChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  while (start > 0 && isCut(before, after, start)) start--
  let tail = 0
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  while (tail > 0 && (cutsAt(before, before.length - tail) || cutsAt(after, after.length - tail))) tail--
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) }
}

const isCut = (before: string, after: string, offset: number) => cutsAt(before, offset) || cutsAt(after, offset)

/** Whether a place lies inside a surrogate pair or between `\r` and `\n`. */
function cutsAt(text: string, offset: number): boolean {
  return /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/.test(text.slice(offset - 1, offset + 1))
}

/** A text after changes that do not overlap. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((so, { start, end, text: put }) => so.slice(0, start) + put + so.slice(end), text)
}
