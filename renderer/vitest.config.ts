import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Component tests of the page, in a simulated DOM and with the in-memory client. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  cacheDir: join(import.meta.dirname, '../node_modules/.vite/renderer'),
  test: {
    include: ['**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    testTimeout: 20_000,
    restoreMocks: true,
    css: { include: [/\?raw$/] },
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
})
