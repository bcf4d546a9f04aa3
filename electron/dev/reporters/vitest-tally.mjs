import { writeFileSync } from 'node:fs'

/**
 * A Vitest reporter that writes one JSON file: how many tests passed and failed, and which were skipped for what reason. The
 * stock JSON report does not carry the reason. A file that could not be loaded counts as one failure.
 */
export default class VitestTally {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const broken = modules.filter((module) => module.errors().length > 0)
    const inState = (state) => tests.filter((test) => test.result().state === state)
    const tally = {
      passed: inState('passed').length,
      failed: inState('failed').length + inState('pending').length + broken.length + unhandledErrors.length,
      skipped: inState('skipped').map((test) => ({ name: test.fullName, reason: test.result().note ?? '' })),
    }
    writeFileSync(process.env.SEALWRIGHT_TALLY, JSON.stringify(tally))
  }
}
