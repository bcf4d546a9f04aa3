/** The word that was probably meant. */
export function closest(word: string, words: readonly string[]): string | undefined {
  const bare = letters(word)
  const exact = words.find((each) => letters(each) === bare)
  if (exact !== undefined) return exact
  const ranked = words
    .map((each) => ({ each, distance: editDistance(bare, letters(each)) }))
    .sort((one, other) => one.distance - other.distance)
  const [best] = ranked
  const farthest = Math.min(3, Math.floor(bare.length / 3))
  return best && best.distance <= farthest ? best.each : undefined
}

const letters = (word: string) =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 64)

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const replaced = (last[column - 1] ?? 0) + (isSame ? 0 : 1)
      const cheapest = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current.push(isSwap ? Math.min(cheapest, (before[column - 2] ?? 0) + 1) : cheapest)
    }
    before = last
    last = current
  }
  return last[other.length] ?? 0
}
