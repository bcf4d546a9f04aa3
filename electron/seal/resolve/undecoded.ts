/**
 * What the servers' decoder says of a block before anything in it is looked at: a block that is none, and a number that Go
 * cannot hold.
 */

import type { Stanza } from '../../hcl/stanzas.ts'
import { type ConfigDocument, startOf, tokenText, type Value } from '../../hcl/tree.ts'
import { parseFloatingPoint, parseInteger } from '../../hcl/values/number.ts'
import { goQuoted } from './go-text.ts'

/** The decoder's error; undefined where it takes the block. */
export function decodingError({ value, entries }: Stanza, document: ConfigDocument): string | undefined {
  if (value.type === 'literal' || value.type === 'list') {
    const type = value.type === 'list' ? 'ListType' : 'LiteralType'
    return `At ${placeOf(value, document)}: root: not an object type for map (*ast.${type})`
  }
  for (const { item } of entries) {
    const error = numberError(item.value, document)
    if (error !== undefined) return error
  }
  return undefined
}

/** Values of JSON have no place. */
function placeOf(value: Value, { text, format }: ConfigDocument): string {
  if (format === 'json') return '-'
  const lines = text.slice(0, startOf(value)).split('\n')
  return `${lines.length}:${[...(lines.at(-1) ?? '')].length + 1}`
}

function numberError(value: Value, document: ConfigDocument): string | undefined {
  if (value.type === 'list') return firstError(value.elements, document)
  if (value.type === 'object') {
    return firstError(
      value.entries.flatMap((entry) => (entry.type === 'item' ? [entry.value] : [])),
      document,
    )
  }
  if (value.type !== 'literal') return undefined
  const text = tokenText(document, value.token)
  const isDecoded = value.token.kind === 'NUMBER' ? parseInteger(text) : parseFloatingPoint(text)
  if (isDecoded || !/^(?:NUMBER|FLOAT)$/.test(value.token.kind)) return undefined
  const parser = value.token.kind === 'NUMBER' ? 'ParseInt' : 'ParseFloat'
  const why = parser === 'ParseInt' && /^-?0[0-9]*[89]/.test(text) ? 'invalid syntax' : 'value out of range'
  return `strconv.${parser}: parsing ${goQuoted(text)}: ${why}`
}

function firstError(values: readonly Value[], document: ConfigDocument): string | undefined {
  for (const value of values) {
    const error = numberError(value, document)
    if (error !== undefined) return error
  }
  return undefined
}
