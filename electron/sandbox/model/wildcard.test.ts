import { expect, test } from 'vitest'
import { escaped, matchesPattern } from './wildcard.ts'

test.each([
  ['*', ''],
  ['kms:*', 'kms:Encrypt'],
  ['kms:ReEncrypt*', 'kms:ReEncryptFrom'],
  ['arn:aws:kms:*:111122223333:key/*', 'arn:aws:kms:us-east-1:111122223333:key/a'],
  ['a?c', 'abc'],
  ['*b*c', 'abbc'],
  ['a.c', 'a.c'],
])('%s matches %s', (pattern, text) => {
  expect(matchesPattern(pattern, text)).toBe(true)
})

test.each([
  ['', 'a'],
  ['kms:Encrypt', 'kms:Encrypts'],
  ['a?c', 'ac'],
  ['*b*c', 'abbd'],
  ['a.c', 'abc'],
  ['*/', 'a'],
])('%s does not match %s', (pattern, text) => {
  expect(matchesPattern(pattern, text)).toBe(false)
})

test('comes to an end with a pattern made to need much', () => {
  expect(matchesPattern(`${'*a'.repeat(5000)}b`, 'a'.repeat(5000))).toBe(false)
})

test('an escaped mark stands for itself alone', () => {
  expect(matchesPattern(`a${escaped('*?')}c*`, 'a*?cd')).toBe(true)
  expect(matchesPattern(`a${escaped('*')}c`, 'abc')).toBe(false)
})
