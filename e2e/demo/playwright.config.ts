import { defineConfig } from '@playwright/test'

/** What `npm start` shows where there is no display: the first journey, each step printed as it happens. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.demo.ts',
  outputDir: '../../test-results/demo-run',
  reporter: './step-reporter.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
})
