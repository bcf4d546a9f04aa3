import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'

/**
 * What runs in Node, built by `vite build --app` into two outputs: `node`, the ES modules of the app, of the two doors
 * without a window and of the sandbox's worker; and `preload`, one CommonJS file, the only form that a sandboxed page accepts.
 * Everything is bundled but Electron itself. Dynamic imports stay chunks, so that the AWS SDK is read only when it is used.
 * Nothing is minified: stack traces in a user's report stay readable.
 */
const root = join(import.meta.dirname, '..')
const source = (file: string) => join(import.meta.dirname, file)

const entries = {
  main: source('main.ts'),
  headless: source('headless.ts'),
  sandbox: source('sandbox/cli.ts'),
  'sandbox-worker': source('sandbox/worker.ts'),
}

/** While the app has no `main.ts`, the entries that exist are built; from then on a missing one fails. */
const written = Object.fromEntries(
  Object.entries(entries).filter(([, file]) => existsSync(entries.main) || existsSync(file)),
)

/** The page's bridge runs beside untrusted content: it is one file that requires nothing but Electron. */
const bridge = source('preload.ts')
const hasPreload = existsSync(entries.main) || existsSync(bridge)

const common = { outDir: join(root, 'out'), emptyOutDir: false, minify: false, reportCompressedSize: false } as const

export default defineConfig({
  root,
  publicDir: false,
  environments: {
    node: {
      consumer: 'server',
      // write-file-atomic names its temporary files after its own path, which an ES module knows under another name.
      define: { __filename: 'import.meta.filename' },
      resolve: { noExternal: true, external: ['electron'], conditions: ['node', 'module', 'import', 'default'] },
      build: {
        ...common,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: written,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        ...common,
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: { preload: bridge },
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const { node, preload } = builder.environments
      if (node && Object.keys(written).length > 0) await builder.build(node)
      if (preload && hasPreload) await builder.build(preload)
    },
  },
})
