/** Changes of a text as ranges and what they are replaced with: what no change names stays as it is, to the byte. */
export interface Change {
  start: number
  end: number
  text: string
}

/** Applies changes that do not overlap. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const ordered = changes.toSorted((a, b) => a.start - b.start)
  const parts: string[] = []
  let offset = 0
  for (const { start, end, text: replacement } of ordered) {
    parts.push(text.slice(offset, start), replacement)
    offset = end
  }
  parts.push(text.slice(offset))
  return parts.join('')
}

export function insertion(at: number, text: string): Change {
  return { start: at, end: at, text }
}
