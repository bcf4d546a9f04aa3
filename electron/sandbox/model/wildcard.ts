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
    } else if (mark === '?' || mark === text[read]) {
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
