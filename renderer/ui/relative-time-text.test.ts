import { describe, expect, it } from 'vitest'
import { relativeTimeText, utcText } from './relative-time-text.ts'

const now = Date.parse('2026-11-25T12:00:00.000Z')
const minutes = (count: number) => now + count * 60_000

describe('relativeTimeText', () => {
  it.each([
    [now, 'just now'],
    [now - 59_000, 'just now'],
    [now + 30_000, 'in less than a minute'],
    [minutes(-1), '1 minute ago'],
    [minutes(-3), '3 minutes ago'],
    [minutes(-119), '1 hour ago'],
    [minutes(60 * 24 * 2), 'in 2 days'],
    [minutes(-60 * 24 * 8), '1 week ago'],
    [minutes(-60 * 24 * 400), '1 year ago'],
  ])('reads %s as %s', (at, text) => {
    expect(relativeTimeText(at, now)).toBe(text)
  })
})

describe('utcText', () => {
  it('gives the second in UTC', () => {
    expect(utcText(now)).toBe('2026-11-25 12:00:00 UTC')
  })
})
