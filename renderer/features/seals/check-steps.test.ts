import { describe, expect, it } from 'vitest'
import type { CheckStep } from '../../client/contract-types.ts'
import { stepLines } from './check-steps.ts'

const passed = (step: CheckStep['step']): CheckStep => ({ step, outcome: 'passed', durationMs: 3 })

describe('stepLines', () => {
  it('waits with every step before a check', () => {
    expect(stepLines(undefined, [], false).map((line) => line.state)).toEqual(Array(6).fill('waiting'))
  })

  it('runs the first step that has not reported', () => {
    expect(stepLines(undefined, [passed('credentials'), passed('describe')], true).map((line) => line.state)).toEqual([
      'passed',
      'passed',
      'running',
      'waiting',
      'waiting',
      'waiting',
    ])
  })

  it('does not depend on reports that were lost', () => {
    const steps: CheckStep[] = [
      passed('credentials'),
      { step: 'describe', outcome: 'failed', durationMs: 1 },
      { step: 'fitness', outcome: 'skipped', durationMs: 0 },
      passed('encrypt'),
      passed('decrypt'),
      passed('compare'),
    ]
    expect(stepLines({ verdict: 'fail', steps }, [], false).map((line) => line.state)).toEqual([
      'passed',
      'failed',
      'skipped',
      'passed',
      'passed',
      'passed',
    ])
  })
})
