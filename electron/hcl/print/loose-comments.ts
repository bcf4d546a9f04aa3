/**
 * The comments of a file that belong to no node, in the order of the text. The printer passes over the nodes and asks on its
 * way for those between where it is and the next node.
 */
import type { CommentGroup, ConfigDocument, Entry, Value } from '../tree.ts'

export class LooseComments {
  /** Where the printer is: the offset of the last key or closing brace that it has passed; before the first, -1. */
  passed = -1
  readonly #groups: readonly CommentGroup[]

  constructor({ comments, entries }: ConfigDocument) {
    const attached = new Set<CommentGroup>()
    collectFromEntries(entries, attached)
    this.#groups = comments.filter((group) => !attached.has(group))
  }

  /** The groups behind the place that has been passed and before an offset. */
  before(offset: number): readonly CommentGroup[] {
    const from = this.#firstBehind(this.passed)
    let to = from
    while (startOfGroup(this.#groups[to]) < offset) to++
    return this.#groups.slice(from, to)
  }

  hasAnyBefore(offset: number): boolean {
    return startOfGroup(this.#groups[this.#firstBehind(this.passed)]) < offset
  }

  #firstBehind(offset: number): number {
    let low = 0
    let high = this.#groups.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (startOfGroup(this.#groups[middle]) > offset) high = middle
      else low = middle + 1
    }
    return low
  }
}

function startOfGroup(group: CommentGroup | undefined): number {
  return group?.[0]?.start ?? Number.POSITIVE_INFINITY
}

function collectFromEntries(entries: readonly Entry[], attached: Set<CommentGroup>): void {
  for (const entry of entries) {
    if (entry.type !== 'item') continue
    add(entry, attached)
    collectFromValue(entry.value, attached)
  }
}

function collectFromValue(value: Value, attached: Set<CommentGroup>): void {
  if (value.type === 'literal') add(value, attached)
  else if (value.type === 'object') collectFromEntries(value.entries, attached)
  else if (value.type === 'list') for (const element of value.elements) collectFromValue(element, attached)
}

function add({ lead, trailing }: { lead?: CommentGroup; trailing?: CommentGroup }, attached: Set<CommentGroup>): void {
  if (lead) attached.add(lead)
  if (trailing) attached.add(trailing)
}
