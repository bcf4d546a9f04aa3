/**
 * Prints blocks and attributes of HCL version 1 as the servers' own printer formats them: two blanks of indent, the equals
 * signs of neighbouring attributes in one column, an empty block on one line, one line end at the end.
 */
import { type AttributeValue, literalOf, quoteString } from './literal.ts'

export interface Attribute {
  key: string
  value: AttributeValue
}

/** A block such as `seal "awskms" { … }`: type, labels, attributes. */
export interface Block {
  type: string
  labels: readonly string[]
  attributes: readonly Attribute[]
}

/** Prints attributes of the file itself and then its blocks, a blank line between them. */
export function printFile(attributes: readonly Attribute[], blocks: readonly Block[]): string {
  const parts = [...(attributes.length > 0 ? [printAttributes(attributes, '')] : []), ...blocks.map(printBlock)]
  return `${parts.join('\n\n')}\n`
}

function printBlock({ type, labels, attributes }: Block): string {
  const head = [type, ...labels.map(quoteString)].join(' ')
  return attributes.length === 0 ? `${head} {}` : `${head} {\n${printAttributes(attributes, '  ')}\n}`
}

function printAttributes(attributes: readonly Attribute[], indent: string): string {
  const width = Math.max(...attributes.map(({ key }) => key.length))
  return attributes.map(({ key, value }) => `${indent}${key.padEnd(width)} = ${literalOf(value)}`).join('\n')
}
