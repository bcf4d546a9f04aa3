/** Literals, and lists of literals on one line, as the printer writes them. */
import type { Token } from '../token.ts'
import { type ConfigDocument, type ListValue, lineOf, tokenText, type Value } from '../tree.ts'
import { fixed } from './page.ts'

/** A literal with the further lines of a heredoc or string marked to stay where they are. */
export function literalText(document: ConfigDocument, token: Token): string {
  const text = tokenText(document, token)
  if (token.kind === 'HEREDOC') return fixed(text.endsWith('\n') ? text.slice(0, -1) : text)
  return token.kind === 'STRING' ? fixed(text) : text
}

/** Whether a list stays on one line: it was on one, of literals only, without trailing comments or a heredoc among others. */
export function isSingleLine({ open, elements }: ListValue): boolean {
  return elements.every(
    (element) =>
      element.type === 'literal' &&
      lineOf(element) === open.line &&
      element.trailing === undefined &&
      (element.token.kind !== 'HEREDOC' || elements.length === 1),
  )
}

/** A list on one line. The anchor of a heredoc must end its line. */
export function singleLineText(document: ConfigDocument, { elements }: ListValue): string {
  const texts = elements.map((element) => {
    if (element.type !== 'literal') return ''
    return literalText(document, element.token) + (element.token.kind === 'HEREDOC' ? '\n' : '')
  })
  return `[${texts.join(', ')}]`
}

/** A value that takes no more than the line it is on, but for strings of several lines. */
export function inlineText(document: ConfigDocument, value: Value): string {
  if (value.type === 'literal') return literalText(document, value.token)
  return value.type === 'list' ? singleLineText(document, value) : '{}'
}
