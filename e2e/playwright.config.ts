import { defineConfig } from '@playwright/test'

/** End-to-end tests in a real Electron. They are started by `npm test` (or `npm test -- e2e`), which finds the binary and a display. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  globalTimeout: 420_000,
  expect: { timeout: 10_000 },
})
