import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The measurements as one Node program, in the git-ignored `.cache/bench/`. Playwright stays outside: it finds its own files. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', 'playwright', '@playwright/test'] },
  build: {
    ssr: join(import.meta.dirname, 'main.ts'),
    outDir: join(import.meta.dirname, '../../.cache/bench'),
    emptyOutDir: true,
    minify: false,
    target: 'node20',
    rolldownOptions: { output: { format: 'es', entryFileNames: 'main.js' } },
  },
})
