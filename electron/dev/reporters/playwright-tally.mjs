import { writeFileSync } from 'node:fs'

/**
 * A Playwright reporter that writes the same JSON file as the one for Vitest: passed and failed counted, skipped named with the
 * reason. A test that passed at its second try counts as passed. An error outside any test counts as one failure.
 */
export default class PlaywrightTally {
  #errors = 0
  #suite

  onBegin(_config, suite) {
    this.#suite = suite
  }

  onError() {
    this.#errors += 1
  }

  onEnd() {
    const tests = this.#suite?.allTests() ?? []
    const passed = tests.filter((test) => ['expected', 'flaky'].includes(test.outcome()))
    const skipped = tests.filter((test) => test.outcome() === 'skipped')
    const tally = {
      passed: passed.length,
      failed: tests.length - passed.length - skipped.length + this.#errors,
      skipped: skipped.map((test) => ({ name: test.titlePath().filter(Boolean).join(' › '), reason: reasonOf(test) })),
    }
    writeFileSync(process.env.SEALWRIGHT_TALLY, JSON.stringify(tally))
  }
}

/** A test that was not meant to be skipped stands behind a failed one of its serial group. */
const reasonOf = ({ annotations, expectedStatus }) =>
  expectedStatus === 'skipped'
    ? (annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '')
    : 'did not run, because a test before it failed'
