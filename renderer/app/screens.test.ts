import { expect, test } from 'vitest'
import { placeOf } from './screens.ts'

test.each([
  ['/seals', '/seals'],
  ['/seals/new', '/seals/new'],
  ['/seals/s1', '/seals/s1'],
  ['/seals/s1/check', '/seals/s1'],
  ['/keys', '/keys'],
  ['/keys/alias%2Fa', '/keys'],
  ['/', '/'],
])('the place of %s is %s', (path, place) => {
  expect(placeOf(path)).toBe(place)
})
