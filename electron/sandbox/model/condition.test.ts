import { expect, test } from 'vitest'
import { conditionHolds } from './condition.ts'

const asks = (operator: string, value: string, actual: string) =>
  conditionHolds({ operator, key: 'aws:x', values: [value] }, (key) => (key === 'aws:x' ? [actual] : ['*']))

test.each([
  ['StringLike', `a\${*}*`, 'a*b', true],
  ['StringLike', `a\${*}`, 'ab', false],
  ['StringLike', `a\${?}`, 'ab', false],
  ['StringEquals', `a\${*}\${?}\${$}`, 'a*?$', true],
  ['StringLike', `a\${aws:other}`, 'ab', false],
  ['StringLike', `a\${aws:other}`, 'a*', true],
])('%s of %s with %s: %s', (operator, value, actual, holds) => {
  expect(asks(operator, value, actual)).toBe(holds)
})
