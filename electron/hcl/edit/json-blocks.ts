/**
 * Adds, removes, duplicates and reorders seals in JSON. Seals stand in one object under their labels, or in a list of such
 * objects; a second seal makes a list of the object, without touching what is in it.
 */
import { keyText, type Stanza } from '../stanzas.ts'
import {
  type ConfigDocument,
  endOf,
  firstKey,
  type Item,
  itemsOf,
  type ListValue,
  type ObjectValue,
  startOf,
  type Value,
} from '../tree.ts'
import { jsonObject, type NewBlock } from './block-text.ts'
import { type Change, insertion } from './change.ts'
import { addElement, addMember, removeFrom } from './json-edits.ts'
import { indentAt, lineEndOf, stepOf } from './layout.ts'

/** A step on the way to a value: the object or list that holds it, or what holds it, and its index there. */
interface Step {
  container: ObjectValue | ListValue
  index: number
}

export function addJsonBlock(document: ConfigDocument, block: NewBlock): Change[] {
  return addLabelled(document, block.label, (indent) => written(document, block, indent))
}

export function duplicateJsonBlock(document: ConfigDocument, { label, block, value }: Stanza): Change[] {
  const copy = document.text.slice(startOf(value), endOf(value))
  return addLabelled(document, label ?? block, () => copy)
}

function addLabelled(document: ConfigDocument, label: string, write: (indent: string) => string): Change[] {
  const root = rootOf(document)
  const seals = itemsOf(root.entries).filter((item) => keyText(document, firstKey(item)).toLowerCase() === 'seal')
  const value = seals.at(-1)?.value
  const labelled = (indent: string) => labelledObject(document, label, indent, write)
  if (value?.type === 'object' && value.entries.length > 0) return intoList(document, value, labelled)
  if (value?.type === 'list') return [intoExistingList(document, value, labelled)]
  return [addMember(document, root, 'seal', labelled)]
}

function intoList(document: ConfigDocument, object: ObjectValue, write: (indent: string) => string): Change[] {
  const indent = indentAt(document.text, object.open.start)
  return [insertion(startOf(object), '['), insertion(endOf(object), `, ${write(indent)}]`)]
}

function intoExistingList(document: ConfigDocument, list: ListValue, write: (indent: string) => string): Change {
  const last = list.elements.at(-1)
  if (last) return addElement(document, list.open.end, last, write)
  return {
    start: list.open.end,
    end: list.close?.start ?? list.open.end,
    text: write(indentAt(document.text, list.open.start)),
  }
}

function labelledObject(
  document: ConfigDocument,
  label: string,
  indent: string,
  write: (indent: string) => string,
): string {
  if (isOnOneLine(document)) return `{${JSON.stringify(label)}: ${write(indent)}}`
  const inner = indent + stepOf(document.text)
  const newLine = lineEndOf(document.text)
  return `{${newLine}${inner}${JSON.stringify(label)}: ${write(inner)}${newLine}${indent}}`
}

function written(document: ConfigDocument, block: NewBlock, indent: string): string {
  const { text } = document
  return jsonObject(block, { indent, step: stepOf(text), newLine: lineEndOf(text) }, isOnOneLine(document))
}

function isOnOneLine({ text }: ConfigDocument): boolean {
  return !/[\r\n]/.test(text.trim())
}

/** Removes a seal with whatever held nothing else. */
export function removeJsonBlock(document: ConfigDocument, { value }: Stanza): Change {
  const path = pathTo(rootOf(document), value)
  const last = path.findLastIndex(({ container }) => nodesOf(container).length > 1)
  const { container, index } = path[Math.max(last, 0)] ?? unknownBlock()
  return removeFrom(container, nodesOf(container), index)
}

/** Lets seals change places. Each takes its label along where it has one. */
export function reorderJsonBlocks(document: ConfigDocument, order: readonly Stanza[]): Change[] {
  const contents = order.map((stanza) => contentOf(document, stanza))
  const slots = contents.toSorted((a, b) => a.start - b.start)
  return slots.map((slot, index) => {
    const { start = 0, end = 0 } = contents[index] ?? {}
    return { ...slot, text: document.text.slice(start, end) }
  })
}

/** From the label of a seal to its end. */
function contentOf(document: ConfigDocument, { label, value }: Stanza): { start: number; end: number } {
  const { container, index } = pathTo(rootOf(document), value).at(-1) ?? unknownBlock()
  const node = nodesOf(container)[index]
  if (!node || (label === undefined) !== (container.type === 'list')) throw new RangeError('seals of different forms')
  return { start: startOf(node), end: endOf(node) }
}

/** The way from the root to a value. */
function pathTo(container: ObjectValue | ListValue, wanted: Value): Step[] {
  for (const [index, node] of nodesOf(container).entries()) {
    const value = node.type === 'item' ? node.value : node
    if (value === wanted) return [{ container, index }]
    if (value.type !== 'object' && value.type !== 'list') continue
    const rest = pathTo(value, wanted)
    if (rest.length > 0) return [{ container, index }, ...rest]
  }
  return []
}

function nodesOf(container: ObjectValue | ListValue): (Item | Value)[] {
  return container.type === 'object' ? itemsOf(container.entries) : container.elements
}

function rootOf({ root }: ConfigDocument): ObjectValue {
  if (!root) throw new RangeError('no object in the file')
  return root
}

function unknownBlock(): never {
  throw new RangeError('the block is not one of the file')
}
