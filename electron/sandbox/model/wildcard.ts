/**
 * Patterns of IAM policies: `*` stands for any run of characters, `?` for one. Matched greedily with one point to fall
 * back to, so that no pattern, however long, takes more than length times length steps.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true
  let at = 0
  let star = -1
  let resume = 0
  for (let read = 0; read < text.length; ) {
    const mark = pattern[at]
    if (mark === '*') {
      star = at++
      resume = read
    } else if (mark === '?' || (mark !== undefined && unescaped(mark) === text[read])) {
      at++
      read++
    } else if (star >= 0) {
      at = star + 1
      read = ++resume
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}

/** Stand-ins, from the range that Unicode gives no meaning to, for a star and a question mark that mean only themselves. */
const standIns: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', '\uE000': '*', '\uE001': '?' }

/** The text as a pattern that matches nothing else. */
export function escaped(text: string): string {
  return text.replace(/[*?]/g, (mark) => standIns[mark] ?? mark)
}

/** What a pattern without wildcards was written for. */
export function unescaped(pattern: string): string {
  return pattern.replace(/[\uE000\uE001]/g, (mark) => standIns[mark] ?? mark)
}
