import { expect, it } from 'vitest'
import { differenceFacts, differenceText } from './difference.ts'

it.each([
  ['a\nb\nc', 'a\nx\nc', '1 line differs.'],
  ['a\nb\n', 'a\nb\nc\nd\n', '2 lines differ.'],
  ['a\r\nb\r\n', 'a\nb\n', '2 lines differ in their end only.'],
  ['a\r\nb', 'a\nb', '1 line differs in its end only.'],
  ['a\nb\nc\nd', 'x\nb\nc\ny', '2 lines differ.'],
  ['a\nb\n', 'b\n', '1 line differs.'],
  ['a', 'a', 'Nothing differs.'],
])('counts what differs between %j and %j', (before, after, text) => {
  expect(differenceText(differenceFacts(before, after))).toBe(text)
})
