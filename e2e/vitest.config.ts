import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests that see the whole without a window: the architecture's rules and the two doors, over the built app. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
