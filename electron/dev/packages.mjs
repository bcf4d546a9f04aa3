import { statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { runNpm } from './run.mjs'
import { Stop } from './stop.mjs'

/**
 * Step 1: the packages that the lockfile names, no others. npm writes `node_modules/.package-lock.json` when an
 * installation is complete, so that file's age also tells an interrupted one.
 */
export async function installPackages() {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return
  console.log('set-up: installing packages (npm ci)')
  const { code } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) throw new Stop('The packages could not be installed: npm ci failed with the message above.')
}

const modified = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
