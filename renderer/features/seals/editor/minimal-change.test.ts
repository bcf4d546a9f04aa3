import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedText, minimalChange } from './minimal-change.ts'

const pieces = fc.constantFrom('\n', '\r\n', '\r', 'a', 'b', '😀', '😁', '"x"')
const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))

describe('the change between two texts', () => {
  it('makes the one of the other, and cuts no character and no line end in two', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = minimalChange(before, after)
        expect(changedText(before, change ? [change] : [])).toBe(after)
        for (const offset of change ? [change.start, change.end] : []) {
          expect(before.slice(offset - 1, offset + 1)).not.toMatch(/^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    ['region = "a"', 'region = "ab"', { start: 11, end: 11, text: 'b' }],
    ['a\r\nb', 'a\nb', { start: 1, end: 3, text: '\n' }],
    ['same', 'same', undefined],
  ])('is as short as it can be: %j to %j', (before, after, change) => {
    expect(minimalChange(before, after)).toEqual(change)
  })
})

it('makes several changes that were counted on the same text', () => {
  const changes = [
    { start: 0, end: 1, text: 'AA' },
    { start: 2, end: 3, text: '' },
  ]
  expect(changedText('abc', changes)).toBe('AAb')
})
