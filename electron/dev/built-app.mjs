import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { built, tool } from './places.mjs'
import { captureNode } from './run.mjs'
import { fingerprint, isBuilt, rememberBuild } from './sources.mjs'
import { Stop } from './stop.mjs'

/**
 * Step 4: what runs, in `out/`. Both halves are built at once; files that neither wrote are left over from an earlier build and
 * go afterwards, so that a running app or a second build never finds the folder empty.
 */
export async function build() {
  const sources = fingerprint()
  const startedAt = Date.now()
  await Promise.all([
    vite('build', '--app', '--config', 'electron/vite.config.ts'),
    vite('build', '--config', 'renderer/vite.config.ts'),
  ])
  removeOlder(built, startedAt)
  rememberBuild(sources)
  console.log(`build: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** Builds only when something changed since the last build. */
export async function buildWhenStale() {
  if (!isBuilt()) await build()
}

async function vite(...args) {
  const { code, output } = await captureNode([tool.vite, ...args, '--logLevel', 'warn'])
  if (code !== 0) throw new Stop(`The build failed (vite ${args.join(' ')}).\n${output}`)
  if (output.trim()) console.log(output.trim())
}

function removeOlder(folder, time) {
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) removeOlder(path, time)
    else if (statSync(path).mtimeMs < time - 2000) rmSync(path, { force: true })
  }
}
