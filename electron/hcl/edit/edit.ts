/**
 * Edits the seal stanzas of a configuration file in either syntax. An edit names a stanza by its index in `stanzas`; it changes the
 * entry or block that it is about and no other byte, and works on a file with errors as long as it can find its stanza.
 */
import type { AttributeValue } from '../literal.ts'
import { parse } from '../parse.ts'
import { type Stanza, type StanzaEntry, stanzas } from '../stanzas.ts'
import { type ConfigDocument, type Item, itemsOf, type ObjectValue } from '../tree.ts'
import type { NewBlock } from './block-text.ts'
import { applyChanges, type Change } from './change.ts'
import { addItem, commaBelow, removeItem, replaceValue } from './entry-edits.ts'
import { addBlock, duplicateBlock, itemOf, removeBlock, reorderBlocks } from './hcl-blocks.ts'
import { addJsonBlock, duplicateJsonBlock, removeJsonBlock, reorderJsonBlocks } from './json-blocks.ts'
import { addMember, jsonOf, removeFrom, replaceMember } from './json-edits.ts'

export type Edit =
  /** Gives a key a value; null takes the key away. */
  | { kind: 'set'; stanza: number; key: string; value: AttributeValue | null }
  | { kind: 'disable' | 'enable' | 'remove' | 'duplicate'; stanza: number }
  /** Gives a stanza the place of another of the same block name. */
  | { kind: 'move'; stanza: number; to: number }
  | ({ kind: 'add' } & NewBlock)

/**
 * Applies edits one after the other; each sees the stanzas that the ones before it have left. Throws RangeError for a stanza that
 * is not there or has no body, for a value that cannot be written, and for a file in JSON that the servers do not read to its end.
 */
export function edit(document: ConfigDocument, edits: readonly Edit[]): ConfigDocument {
  if (document.ignored) throw new RangeError('the servers do not read the file to its end')
  return edits.reduce(apply, document)
}

function apply(document: ConfigDocument, each: Edit): ConfigDocument {
  if (each.kind === 'set' && each.value === null) return removeKey(document, each.stanza, each.key)
  if (each.kind === 'enable') return removeKey(document, each.stanza, 'disabled')
  return changed(document, changesOf(document, each))
}

function changed({ text }: ConfigDocument, changes: readonly Change[]): ConfigDocument {
  return parse(applyChanges(text, changes))
}

function changesOf(document: ConfigDocument, each: Edit): Change[] {
  switch (each.kind) {
    case 'set':
      return each.value === null ? [] : setKey(document, stanzaAt(document, each.stanza), each.key, each.value)
    case 'disable':
      return disable(document, stanzaAt(document, each.stanza))
    case 'enable':
      return []
    case 'remove':
      return remove(document, stanzaAt(document, each.stanza))
    case 'duplicate':
      return duplicate(document, stanzaAt(document, each.stanza))
    case 'move':
      return move(document, each.stanza, each.to)
    case 'add':
      return document.format === 'json' ? addJsonBlock(document, each) : [addBlock(document, stanzas(document), each)]
  }
}

/** Removes a key as often as it is there, the last one first. */
function removeKey(document: ConfigDocument, index: number, key: string): ConfigDocument {
  const stanza = stanzaAt(document, index)
  const entry = stanza.entries.findLast((each) => each.key === key)
  if (!entry) return document
  return removeKey(changed(document, removeEntry(document, bodyOf(stanza), entry)), index, key)
}

function removeEntry(document: ConfigDocument, block: ObjectValue, { item }: StanzaEntry): Change[] {
  if (document.format === 'hcl') return withCommaBelow(document, item, removeItem(document, item))
  const items = itemsOf(block.entries)
  return [removeFrom(block, items, items.indexOf(item))]
}

/** A removal in line may have taken the comma along. */
function withCommaBelow(document: ConfigDocument, item: Item, removal: Change): Change[] {
  return [removal, ...commaBelow(document, item).filter(({ start }) => start >= removal.end)]
}

function stanzaAt(document: ConfigDocument, index: number): Stanza {
  const stanza = stanzas(document)[index]
  if (!stanza) throw new RangeError(`no stanza ${index}`)
  return stanza
}

function setKey(document: ConfigDocument, stanza: Stanza, key: string, value: AttributeValue): Change[] {
  const block = bodyOf(stanza)
  const entry = stanza.entries.findLast((each) => each.key === key)
  if (entry) return [replacement(document, entry.item, value)]
  if (document.format === 'hcl') return [addItem(document, block, key, value)]
  return [addMember(document, block, key, () => jsonOf(value))]
}

/** The change that gives an item another value. */
export function replacement(document: ConfigDocument, item: Item, value: AttributeValue): Change {
  return document.format === 'json' ? replaceMember(item, jsonOf(value)) : replaceValue(document, item, value)
}

/** The way in which the stanza writes the key already, else as the documentation of the servers does: in quotes. */
function disable(document: ConfigDocument, stanza: Stanza): Change[] {
  const current = stanza.entries.findLast(({ key }) => key === 'disabled')
  const isBare = document.format === 'json' || current?.value.kind === 'boolean'
  return setKey(document, stanza, 'disabled', isBare ? true : 'true')
}

function bodyOf({ value }: Stanza): ObjectValue {
  if (value.type !== 'object') throw new RangeError('the stanza has no body')
  return value
}

function remove(document: ConfigDocument, stanza: Stanza): Change[] {
  if (document.format === 'json') return [removeJsonBlock(document, stanza)]
  return withCommaBelow(document, itemOf(document, stanza), removeBlock(document, stanza))
}

function duplicate(document: ConfigDocument, stanza: Stanza): Change[] {
  return document.format === 'json' ? duplicateJsonBlock(document, stanza) : [duplicateBlock(document, stanza)]
}

function move(document: ConfigDocument, from: number, to: number): Change[] {
  const stanza = stanzaAt(document, from)
  const { block } = stanzaAt(document, to)
  if (stanza.block !== block) throw new RangeError('blocks of different names have their own order')
  const all = stanzas(document).filter((each) => each.block === block)
  const offset = stanzas(document).findIndex((each) => each.block === block)
  const order = all.filter((_, index) => index !== from - offset)
  order.splice(to - offset, 0, stanza)
  return document.format === 'json' ? reorderJsonBlocks(document, order) : reorderBlocks(document, order)
}
