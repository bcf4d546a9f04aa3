import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The page, served by the app itself under `app://ui/` with a policy that allows no inline script: nothing is inlined
 * into the HTML and no module polyfill is written into it. First-screen size is kept by lazy imports, not by rules here; but
 * everything that it does need is one file, because main, busy with its own start, answers each request in turn.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: join(import.meta.dirname, '../node_modules/.vite/renderer'),
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, '../out/renderer'),
    emptyOutDir: true,
    target: 'chrome142',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2048,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'index', test: /vite\/preload-helper|renderer\/main\.tsx$/, priority: 1 },
            { name: 'first-screen', test: /renderer\/app\/start\.tsx$/ },
          ],
        },
      },
    },
  },
})
