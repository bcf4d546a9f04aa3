/**
 * A map that is read in pages, in the order of its names. The order is made once, at the first page, and kept up by
 * binary search after that, so that loading 100 000 entries and paging through them both stay cheap.
 */
export interface Page<Value> {
  readonly items: readonly Value[]
  /** The name of the last item when there are more, else undefined. */
  readonly next?: string
}

export class SortedMap<Value> {
  readonly #values = new Map<string, Value>()
  #order: string[] | undefined

  get size(): number {
    return this.#values.size
  }

  get(name: string): Value | undefined {
    return this.#values.get(name)
  }

  values(): IterableIterator<Value> {
    return this.#values.values()
  }

  set(name: string, value: Value): void {
    if (this.#order && !this.#values.has(name)) this.#order.splice(firstAfter(this.#order, name), 0, name)
    this.#values.set(name, value)
  }

  delete(name: string): void {
    if (!this.#values.delete(name) || !this.#order) return
    this.#order.splice(firstAfter(this.#order, name) - 1, 1)
  }

  /** Up to `limit` values, of those that are wanted, whose names come after `after`. All pages together look at each once. */
  page(after: string | undefined, limit: number, isWanted?: (value: Value) => boolean): Page<Value> {
    this.#order ??= [...this.#values.keys()].sort()
    const start = after === undefined ? 0 : firstAfter(this.#order, after)
    const items: Value[] = []
    let last = ''
    for (let index = start; index < this.#order.length; index++) {
      const name = this.#order[index] ?? ''
      const value = this.#values.get(name)
      if (value === undefined || (isWanted && !isWanted(value))) continue
      if (items.length === limit) return { items, next: last }
      items.push(value)
      last = name
    }
    return { items }
  }
}

/** The index of the first name greater than `name`. */
function firstAfter(order: readonly string[], name: string): number {
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((order[middle] ?? '') <= name) low = middle + 1
    else high = middle
  }
  return low
}
