import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * What is done to every package before it is signed: it must hold the Electron that package.json pins, nothing of Electron's
 * demonstration app, and nine fuses in the position that takes from the binary what Sealwright never uses. The hook runs in
 * electron-builder, with @electron/fuses as the one package it needs; that is why it is not among the scripts in `dev/`.
 */
export async function afterPack(context) {
  refuseForeignElectron(context)
  rmSync(join(resources(context), 'default_app.asar'), { force: true })
  await flipFuses(executable(context), fuses(context.electronPlatformName))
}

/** Strict: a tenth fuse in some later Electron fails the packaging until a position is chosen for it here. */
const fuses = (platform) => ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  resetAdHocDarwinSignature: platform === 'darwin',
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
})

/** The build of last resort that development may use must never reach a user. */
function refuseForeignElectron(context) {
  const pinned = pinnedVersion(context.packager.projectDir)
  const packed = packedVersion(context)
  if (packed === pinned || isThrowawayForTests(context)) return
  throw new Error(`Refusing to package Electron ${packed}: package.json pins ${pinned}`)
}

const pinnedVersion = (project) =>
  JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).devDependencies.electron

/**
 * The version that the dist itself states. electron-builder removes that file from a dist it downloaded, and only from
 * that; then it is the version it asked for and verified.
 */
function packedVersion({ appOutDir, packager }) {
  const stated = join(appOutDir, 'version')
  if (existsSync(stated)) return readFileSync(stated, 'utf8').trim().replace(/^v/, '')
  return packager.config.electronDist ? 'of an unknown version' : packager.config.electronVersion
}

/** A test may pack another version if it says so, for the `dir` target alone and into the system's temporary folder. */
function isThrowawayForTests({ outDir, targets }) {
  if (process.env.SEALWRIGHT_PACK_FOR_TESTS !== '1') return false
  const inside = relative(realpathSync(tmpdir()), realpathSync(outDir))
  return targets.every(({ name }) => name === 'dir') && inside !== '' && !inside.startsWith('..')
}

const bundle = ({ appOutDir, packager }) => join(appOutDir, `${packager.appInfo.productFilename}.app`)

function executable(context) {
  const { appOutDir, electronPlatformName, packager } = context
  if (electronPlatformName === 'darwin') return bundle(context)
  if (electronPlatformName === 'win32') return join(appOutDir, `${packager.appInfo.productFilename}.exe`)
  return join(appOutDir, packager.executableName)
}

const resources = (context) =>
  context.electronPlatformName === 'darwin'
    ? join(bundle(context), 'Contents/Resources')
    : join(context.appOutDir, 'resources')
