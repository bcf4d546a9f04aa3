/** Values of the tree as the servers decode them. */
import { type ConfigDocument, type Literal, tokenText, type Value } from '../tree.ts'
import { heredocValue } from './heredoc.ts'
import { parseFloatingPoint, parseInteger } from './number.ts'
import { unquote } from './unquote.ts'

/** A decoded value. `undecodable` is what the scanner lets pass and the decoder does not. */
export type ConfigValue =
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number; text: string; isInteger: boolean }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'list' | 'object' | 'undecodable' }

export function decodeValue(document: ConfigDocument, value: Value): ConfigValue {
  if (value.type === 'literal') return literalValue(document, value)
  return { kind: value.type === 'unreadable' ? 'undecodable' : value.type }
}

/** The string that a key of a seal stanza gets, whichever way its value is written; undefined for lists and objects. */
export function settingText(value: ConfigValue): string | undefined {
  switch (value.kind) {
    case 'string':
      return value.value
    case 'number':
      return value.text
    case 'boolean':
      return value.value ? '1' : '0'
    default:
      return undefined
  }
}

function literalValue(document: ConfigDocument, { token }: Literal): ConfigValue {
  const text = tokenText(document, token)
  switch (token.kind) {
    case 'STRING':
      return stringOf(unquote(text, document.format))
    case 'HEREDOC':
      return stringOf(text.includes('\n') ? heredocValue(text) : undefined)
    case 'BOOL':
      return { kind: 'boolean', value: text === 'true' }
    case 'NULL':
      return { kind: 'string', value: '' }
    case 'NUMBER':
      return numberOf(parseInteger(text), true)
    default:
      return numberOf(parseFloatingPoint(text), false)
  }
}

function stringOf(value: string | undefined): ConfigValue {
  return value === undefined ? { kind: 'undecodable' } : { kind: 'string', value }
}

function numberOf(number: ReturnType<typeof parseInteger>, isInteger: boolean): ConfigValue {
  return number ? { kind: 'number', ...number, isInteger } : { kind: 'undecodable' }
}
