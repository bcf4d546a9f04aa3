import { describe, expect, it } from 'vitest'
import type { ConfigProblem } from '../../../../shared/domain/config-stanza.ts'
import { fixableAt, fixLabel, neighbourOf, safeChanges } from './fixes.ts'

const problem = (start: number, more: Partial<ConfigProblem> = {}): ConfigProblem => ({
  code: 'misspelt-key',
  severity: 'warning',
  evidence: {},
  start,
  end: start + 2,
  ...more,
})
const fix = [{ start: 4, end: 6, text: 'xx' }]

describe('the fix at the cursor', () => {
  const text = 'one\ntwo three\nfour'
  it('is that of the problem under it, else of the first on its line', () => {
    const [near, far] = [problem(8, { fix }), problem(4, { fix })]
    expect(fixableAt([far, near], text, 9)).toBe(near)
    expect(fixableAt([far, near], text, 12)).toBe(far)
  })

  it('is none on a line without one', () => {
    expect(fixableAt([problem(4, { fix }), problem(14)], text, 15)).toBeUndefined()
  })
})

describe('the fixes that are made together', () => {
  it('are those that only change a spelling', () => {
    const label = problem(0, { code: 'label-not-lower-case', fix: [{ start: 0, end: 2, text: 'aa' }] })
    const secret = problem(9, { code: 'secret-in-file', fix: [{ start: 9, end: 11, text: 'env://X' }] })
    expect(safeChanges([label, secret])).toEqual(label.fix)
  })

  it('leave out one that another is in the way of', () => {
    const [a, b] = [0, 1].map((at) =>
      problem(at, { code: 'block-deprecated', fix: [{ start: at, end: at + 3, text: 'seal' }] }),
    )
    expect(safeChanges([a, b].filter((each) => each !== undefined))).toEqual(a?.fix)
  })
})

describe('the next problem', () => {
  const all = [problem(2), problem(5), problem(9)]
  it.each([
    [2, 'next', 5],
    [9, 'next', 2],
    [5, 'previous', 2],
    [0, 'previous', 9],
  ] as const)('from %i on to the %s one is at %i', (offset, way, start) => {
    expect(neighbourOf(all, offset, way)?.start).toBe(start)
  })
})

it('says on its button what it puts there', () => {
  expect(fixLabel(problem(0, { suggestion: 'region' }))).toBe('Change to region')
  expect(fixLabel(problem(0, { code: 'secret-in-file', suggestion: 'env://A' }))).toBe('Replace by env://A')
  expect(fixLabel(problem(0))).toBe('Mend')
})
