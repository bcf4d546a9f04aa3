import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWhenStale } from './built-app.mjs'
import { withDisplay } from './display.mjs'
import { results, tool } from './places.mjs'
import { captureNode } from './run.mjs'
import { Stop } from './stop.mjs'
import { believe, none, sum } from './tally.mjs'

/**
 * The stages of `npm test`. Each runs to its end, whatever it finds, and returns a tally with the output that explains it.
 * A compiler or a linter has no tests of its own: a project that passes counts as one.
 */

export async function checkBuild() {
  try {
    await buildWhenStale()
    return { ...none, output: '' }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { ...none, failed: 1, output: error.message }
  }
}

const projects = ['shared', 'electron', 'renderer', 'e2e']

/** Every TypeScript project on its own: each has only the libraries that its code meets at run time. */
export const checkTypes = () => inTurn(projects.map((project) => () => whole([tool.tsc, '--noEmit', '-p', project])))

export const checkLint = () => whole([tool.biome, 'check', '--error-on-warnings', '.'])

export const unitTests = (_setup, extra) =>
  inTurn(['electron', 'renderer'].map((half) => () => vitest(`${half}/vitest.config.ts`, extra)))

/** The architecture's rules and the doors without a window, on the built app. */
export const contractTests = (_setup, extra) => vitest('e2e/vitest.config.ts', extra)

/** The app itself, in a real Electron: `electron` starts it in its sandbox, `binary` is the file that is packaged. */
export const endToEndTests = ({ binary, electron }, extra) =>
  withDisplay((env) =>
    tallied(
      [tool.playwright, 'test', '--config', 'e2e/playwright.config.ts', '--forbid-only', ...extra],
      `--reporter=list,${reporter('playwright')}`,
      { ...env, SEALWRIGHT_ELECTRON: electron, SEALWRIGHT_ELECTRON_BINARY: binary },
    ),
  )

const vitest = (config, extra) =>
  tallied(
    [tool.vitest, 'run', '--config', config, '--allowOnly=false', '--reporter=default', ...extra],
    `--reporter=${reporter('vitest')}`,
    process.env,
  )

const reporter = (runner) => join(import.meta.dirname, `reporters/${runner}-tally.mjs`)

/** A run that counts as one test. */
async function whole(args) {
  const { code, output } = await captureNode(args)
  return { ...none, ...(code === 0 ? { passed: 1 } : { failed: 1 }), output: code === 0 ? '' : output }
}

/** A run that counts its own tests. */
async function tallied(args, reporterArgument, env) {
  mkdirSync(results, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-test-'))
  const file = join(folder, 'tally.json')
  try {
    const home = { ...ownHome(env, folder), SEALWRIGHT_TALLY: file }
    const { code, output } = await captureNode([...args, reporterArgument], { env: home })
    const tally = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    return { ...believe(tally, code), output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tests see an empty home and no AWS variable: nothing of the user's can be read, and nothing real reached, by mistake. */
function ownHome(env, folder) {
  const kept = Object.entries(env).filter(([name]) => !/^(AWS|XDG|VAULT|BAO)_/i.test(name))
  return { ...Object.fromEntries(kept), HOME: folder, USERPROFILE: folder, NO_COLOR: '1' }
}

async function inTurn(runs) {
  const done = []
  for (const run of runs) done.push(await run())
  return { ...sum(done), output: done.map(({ output }) => output).join('') }
}
