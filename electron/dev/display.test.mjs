import { expect, it } from 'vitest'
import { anyDisplayCookie } from './display.mjs'

it('writes a cookie entry that names no host and no display', () => {
  const entry = anyDisplayCookie(Buffer.alloc(16, 7))
  expect(entry.subarray(0, 8).toString('hex')).toBe('ffff000000000012')
  expect(entry.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1')
  expect(entry.subarray(26).toString('hex')).toBe(`0010${'07'.repeat(16)}`)
})
