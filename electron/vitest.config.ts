import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Unit tests of everything that runs in Node: `electron/` and the language both sides speak, `shared/`. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['electron/**/*.test.{ts,mjs}', 'shared/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    restoreMocks: true,
  },
})
