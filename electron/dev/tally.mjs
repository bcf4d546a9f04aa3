/**
 * What a stage of `npm test` came to, and how several add up. A tally is `{ passed, failed, skipped }`, where `skipped` lists
 * the tests with their reasons.
 */
export const none = { passed: 0, failed: 0, skipped: [] }

export const sum = (tallies) =>
  tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: [...total.skipped, ...skipped],
    }),
    none,
  )

export const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped.length} skipped`

/** Takes a runner at its worst word: a bad exit code without a counted failure, or no tally at all, is one failure. */
export function believe(tally, code) {
  if (!tally) return { ...none, failed: 1 }
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** The skipped tests as lines; one without a reason says so, because a silent skip hides a hole. */
export const skippedLines = ({ skipped }) =>
  skipped.map(({ name, reason }) => `  ${name}: ${reason || 'no reason given'}`)
