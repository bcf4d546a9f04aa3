/** A new seal block as text, for HCL and for JSON. */
import { type AttributeValue, literalOf, quoteString } from '../literal.ts'
import { jsonOf } from './json-edits.ts'

export interface NewBlock {
  label: string
  attributes: readonly { key: string; value: AttributeValue }[]
}

export interface BlockLayout {
  indent: string
  step: string
  newLine: string
}

/** `seal "label" { … }`, the equals signs in one column. */
export function hclBlock({ label, attributes }: NewBlock, { indent, step, newLine }: BlockLayout): string {
  const head = `seal ${quoteString(label)} {`
  if (attributes.length === 0) return `${head}}`
  const width = Math.max(...attributes.map(({ key }) => key.length))
  const lines = attributes.map(({ key, value }) => `${indent}${step}${key.padEnd(width)} = ${literalOf(value)}`)
  return [head, ...lines, `${indent}}`].join(newLine)
}

/** The object of a block, `{…}`, over several lines or on one. */
export function jsonObject(
  { attributes }: NewBlock,
  { indent, step, newLine }: BlockLayout,
  isCompact: boolean,
): string {
  if (attributes.length === 0) return '{}'
  if (isCompact) return `{${attributes.map(({ key, value }) => `${jsonOf(key)}:${jsonOf(value)}`).join(',')}}`
  const lines = attributes.map(({ key, value }) => `${indent}${step}${jsonOf(key)}: ${jsonOf(value)}`)
  return `{${newLine}${lines.join(`,${newLine}`)}${newLine}${indent}}`
}
