/**
 * The tree of a configuration file, HCL or JSON. Its leaves are tokens, which are ranges of the text: a tree copies
 * nothing, every character between two tokens is white space, and what cannot be understood is a node like any other. So a
 * tree gives its text back whatever it was read from, and an edit is a change of ranges.
 */
import type { Place, Token } from './token.ts'

export type Format = 'hcl' | 'json'

export interface ConfigDocument {
  text: string
  format: Format
  /** All tokens, comments too; the end of the text is the last one. */
  tokens: readonly Token[]
  comments: readonly CommentGroup[]
  entries: readonly Entry[]
  /** In JSON the object that holds the entries. */
  root?: ObjectValue
  /** In JSON the first token that the servers do not read, because they took the root object for finished before it. */
  ignored?: Token
  /** What is wrong with the text, in its order. Empty for every text that the servers' parser accepts. */
  faults: readonly Fault[]
  /** The text with which the servers' parser refuses the file; keys that are given twice set aside. */
  refusal?: Refusal
  /** The same for a release that refuses a key that is given twice. */
  strictRefusal?: Refusal
  duplicates: readonly DuplicateKey[]
}

/** An error as the servers print it, after the name of the file, and where it is. */
export interface Refusal extends Place {
  text: string
  start: number
}

export interface Fault extends Place {
  start: number
  end: number
  message: string
}

/** An attribute that its block already has. */
export interface DuplicateKey {
  key: Token
  first: Token
}

/** Comments with nothing but line ends between them. Never empty. */
export type CommentGroup = readonly Token[]

/** One of the things that stand in a file or in an object. */
export type Entry = Item | Unreadable

/** `key = value`, `type "label" { … }`, in JSON `"key": value`. JSON lets several keys stand before the colon, too. */
export interface Item {
  type: 'item'
  keys: readonly Token[]
  /** The equals sign or colon. */
  assign?: Token
  value: Value
  /** The comments before and behind it, as the servers' parser assigns them. */
  lead?: CommentGroup
  trailing?: CommentGroup
}

/** A stretch of tokens that makes no item or value. */
export interface Unreadable {
  type: 'unreadable'
  start: number
  end: number
  line: number
}

export type Value = Literal | ObjectValue | ListValue | Unreadable

export interface Literal {
  type: 'literal'
  token: Token
  /** In lists of HCL only: the comments before and behind it. */
  lead?: CommentGroup
  trailing?: CommentGroup
}

/** `{ … }`. The closing brace is absent where the text ends too early, or the servers do not insist. */
export interface ObjectValue {
  type: 'object'
  open: Token
  entries: Entry[]
  close?: Token
}

export interface ListValue {
  type: 'list'
  open: Token
  elements: Value[]
  close?: Token
}

export type Node = Item | Value

/** The offset at which a node begins, comments before it not counted. */
export function startOf(node: Node): number {
  switch (node.type) {
    case 'item':
      return firstKey(node).start
    case 'literal':
      return node.token.start
    case 'unreadable':
      return node.start
    case 'object':
    case 'list':
      return node.open.start
  }
}

/** The offset behind a node, comments behind it not counted. */
export function endOf(node: Node): number {
  switch (node.type) {
    case 'item':
      return endOf(node.value)
    case 'literal':
      return node.token.end
    case 'unreadable':
      return node.end
    case 'object':
      return node.close?.end ?? endOfLast(node.entries, node.open)
    case 'list':
      return node.close?.end ?? endOfLast(node.elements, node.open)
  }
}

function endOfLast(nodes: readonly Node[], open: Token): number {
  const last = nodes.at(-1)
  return last ? endOf(last) : open.end
}

/** The line on which a value begins. */
export function lineOf(value: Value): number {
  switch (value.type) {
    case 'literal':
      return value.token.line
    case 'unreadable':
      return value.line
    case 'object':
    case 'list':
      return value.open.line
  }
}

/** The first key of an item; there always is one. */
export function firstKey({ keys }: Item): Token {
  const [first] = keys
  if (!first) throw new RangeError('an item without a key')
  return first
}

/** The items among the entries. */
export function itemsOf(entries: readonly Entry[]): Item[] {
  return entries.filter((entry) => entry.type === 'item')
}

/** The text of a token with line ends as the servers read them. */
export function tokenText({ text, format }: ConfigDocument, { start, end }: Pick<Token, 'start' | 'end'>): string {
  const slice = text.slice(start, end)
  return format === 'hcl' ? slice.replaceAll('\r\n', '\n') : slice
}
