import { describe, expect, it } from 'vitest'
import { believe, inWords, skippedLines, sum } from './tally.mjs'

const tally = { passed: 3, failed: 0, skipped: [{ name: 'a', reason: 'no display' }] }

describe('tally', () => {
  it('adds up stages and keeps every skipped test', () => {
    const total = sum([tally, { passed: 1, failed: 2, skipped: [{ name: 'b', reason: '' }] }])
    expect(inWords(total)).toBe('4 passed, 2 failed, 2 skipped')
    expect(skippedLines(total)).toEqual(['  a: no display', '  b: no reason given'])
  })

  it('counts a runner that fails without a failed test as one failure', () => {
    expect(believe(tally, 1).failed).toBe(1)
    expect(believe({ ...tally, failed: 2 }, 1).failed).toBe(2)
    expect(believe(tally, 0).failed).toBe(0)
  })

  it('counts a runner that leaves no tally as one failure, whatever its exit code', () => {
    expect(believe(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: [] })
  })
})
