import { expect, test } from 'vitest'
import { SortedMap } from './sorted-map.ts'

function pages(map: SortedMap<number>, limit: number): number[][] {
  const found: number[][] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = map.page(after, limit)
    found.push([...items])
    if (next === undefined) return found
    after = next
  }
}

function filled(): SortedMap<number> {
  const map = new SortedMap<number>()
  for (const number of [3, 1, 2]) map.set(`n${number}`, number)
  return map
}

test('pages in the order of names, whatever the order of arrival', () => {
  expect(pages(filled(), 2)).toEqual([[1, 2], [3]])
})

test('has no further page when the last one is full', () => {
  expect(pages(filled(), 3)).toEqual([[1, 2, 3]])
})

test('keeps the order through additions, replacements and removals after the first page', () => {
  const map = filled()
  map.page(undefined, 1)
  map.set('n0', 0)
  map.set('n2', 22)
  map.delete('n1')
  map.delete('absent')
  expect(pages(map, 10)).toEqual([[0, 22, 3]])
})

test('goes on after an entry that was removed between two pages', () => {
  const map = filled()
  const { next } = map.page(undefined, 1)
  map.delete('n1')
  expect(map.page(next, 1).items).toEqual([2])
})
