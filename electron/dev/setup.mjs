import { buildWhenStale } from './built-app.mjs'
import { electronBinary } from './electron-binary.mjs'
import { sandboxedElectron } from './electron-sandbox.mjs'
import { installPackages } from './packages.mjs'
import { Stop } from './stop.mjs'
import { systemLibraries } from './system-libraries.mjs'

/**
 * Everything between a fresh clone and a running app, in order. Each step looks first and is silent when there is nothing to
 * do, so every command can begin with it.
 */
export async function setUp({ build = buildWhenStale } = {}) {
  requireNode()
  await installPackages()
  const binary = await electronBinary()
  await systemLibraries(binary)
  const electron = await sandboxedElectron(binary)
  await build()
  return { binary, electron }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Stop(`Sealwright needs Node 20.19 or newer; this is ${process.versions.node}.`)
}
