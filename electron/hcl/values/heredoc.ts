/**
 * The contents of a heredoc. The servers cut the closing line off by the length of the opening one, so that the blanks before
 * a closing anchor belong to the value of `<<EOF`. In `<<-EOF` they are the indent that is taken off all lines, if all have it.
 */
export function heredocValue(text: string): string {
  const head = text.indexOf('\n')
  const body = text.slice(head + 1, text.length - head + 1)
  if (text[2] !== '-') return body
  const lines = text.slice(head + 1, text.length - head + 2).split('\n')
  const indent = lines.at(-1) ?? ''
  if (!lines.every((line) => line.startsWith(indent))) return body.replace(/[ \t]+$/, '')
  return [...lines.slice(0, -1).map((line) => line.slice(indent.length)), ''].join('\n')
}
