import { defineConfig } from '@playwright/test'

/** End-to-end tests in a real Electron. They are started by `npm test` (or `npm test -- e2e`), which finds the binary and a display. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: false,
  // Playwright now and then loses the answer of the main process ("promise was garbage collected"): such a test gets a second try.
  retries: 1,
  timeout: 60_000,
  globalTimeout: 420_000,
  expect: { timeout: 10_000 },
})
