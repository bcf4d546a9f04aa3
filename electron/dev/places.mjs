import { join } from 'node:path'

/** Where things are, named once: the repository, what is built, and the git-ignored folder for what a machine had to fetch. */
export const root = join(import.meta.dirname, '../..')
export const built = join(root, 'out')
export const cache = join(root, '.cache')
export const results = join(root, 'test-results')

/** The JavaScript entry of a tool in node_modules, to be run by this same Node without a shell on any system. */
export const tool = {
  biome: join(root, 'node_modules/@biomejs/biome/bin/biome'),
  playwright: join(root, 'node_modules/@playwright/test/cli.js'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vite: join(root, 'node_modules/vite/bin/vite.js'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
}
