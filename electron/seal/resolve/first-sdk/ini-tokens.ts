/**
 * Tokens of an AWS file as the first AWS SDK for Go cuts them. A comment begins only where a token may, so `a#b` is one word; a
 * file with a quote that never closes has no tokens at all, and counts as empty.
 */
export type IniTokenKind = 'literal' | 'bracket' | 'comma' | 'operator' | 'blank' | 'line-end' | 'comment' | 'end'

export interface IniToken {
  kind: IniTokenKind
  text: string
  line: number
}

/** Go's white space without the line ends. */
const blanks = '[\\t\\v\\f \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
const surrounding = new RegExp(`^${blanks}|${blanks}$`, 'g')

/** A text without the blanks around it. */
export function withoutBlanks(text: string): string {
  return text.replace(surrounding, '')
}

const patterns: readonly [IniTokenKind, RegExp][] = [
  ['blank', new RegExp(blanks, 'y')],
  ['comma', /,/y],
  ['comment', /[;#](?:(?!\r\n[\s\S])[^\n])*/y],
  ['line-end', /\r?\n/y],
  ['bracket', /[[\]]/y],
  ['operator', /[=:]/y],
  ['literal', /"(?:[^"]|(?<=\\)")*(?<!\\)"/y],
  ['literal', /(?!")(?:(?!\r\n)[^:=[\] \n])+/y],
]

export function iniTokens(text: string): IniToken[] {
  const tokens: IniToken[] = []
  let line = 1
  for (let offset = 0; offset < text.length; ) {
    const token = tokenAt(text, offset)
    if (!token) return []
    tokens.push({ ...token, line })
    line += token.text.split('\n').length - 1
    offset += token.text.length
  }
  return tokens
}

function tokenAt(text: string, offset: number): Omit<IniToken, 'line'> | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset
    const match = pattern.exec(text)
    if (match) return { kind, text: match[0] }
  }
  return undefined
}
