import { expect, it } from 'vitest'
import { differenceFacts, differenceText } from './difference.ts'

it.each([
  ['a\nb\nc', 'a\nx\nc', '1 line differs.'],
  ['a\nb', 'a\nb\nc\nd', '2 lines differ.'],
  ['a\r\nb\r\n', 'a\nb\n', '2 lines differ in their end only.'],
  ['a\r\nb', 'a\nx', '1 line differs, 1 line differs in its end only.'],
  ['a', 'a', 'Nothing differs.'],
])('counts what differs between %j and %j', (before, after, text) => {
  expect(differenceText(differenceFacts(before, after))).toBe(text)
})
