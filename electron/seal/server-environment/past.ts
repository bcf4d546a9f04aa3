/** Where a sticky pattern that begins at a place of a text ends; that place itself where it does not stand there. */
export function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
