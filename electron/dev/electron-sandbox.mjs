import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache } from './places.mjs'
import { capture } from './run.mjs'
import { Stop } from './stop.mjs'

/**
 * Starts Electron with Chromium's sandbox on, whoever the user is. Chromium refuses to run sandboxed as root, so root gets
 * a wrapper that enters a user namespace first. The wrapper is a file, not arguments, because a program that drives
 * Electron puts its own arguments in front. There is no way to switch the sandbox off.
 */
export async function sandboxedElectron(electron) {
  if (process.platform !== 'linux') return electron
  if (process.getuid() !== 0) return ordinaryUser(electron)
  if (!(await canMakeNamespace('--map-user=1000', '--map-group=1000'))) throw new Stop(noNamespaceForRoot)
  return wrapper(electron)
}

async function ordinaryUser(electron) {
  if (hasSetuidSandbox(electron) || (await canMakeNamespace('--map-root-user'))) return electron
  const helper = join(dirname(electron), 'chrome-sandbox')
  throw new Stop(
    [
      'This system does not let an ordinary user make user namespaces, which Electron needs for its sandbox. Either type',
      '',
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
      '',
      "to give Chromium's own helper that right, or allow the namespaces for every program with",
      '',
      '  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0   (Ubuntu)',
      '  sudo sysctl -w kernel.unprivileged_userns_clone=1               (older Debian)',
    ].join('\n'),
  )
}

function hasSetuidSandbox(electron) {
  const helper = statSync(join(dirname(electron), 'chrome-sandbox'), { throwIfNoEntry: false })
  return helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0
}

async function canMakeNamespace(...mapping) {
  const { code } = await capture('unshare', ['--user', ...mapping, '--', 'true'])
  return code === 0
}

const noNamespaceForRoot = [
  'Electron does not run sandboxed as root here, because this system refuses user namespaces (a container without them,',
  'perhaps). Run this as an ordinary user, or allow user namespaces.',
].join('\n')

function wrapper(electron) {
  const path = join(cache, 'electron-as-user')
  const quoted = `'${electron.replaceAll("'", `'\\''`)}'`
  mkdirSync(cache, { recursive: true })
  writeFileSync(path, `#!/bin/sh\nexec unshare --user --map-user=1000 --map-group=1000 -- ${quoted} "$@"\n`)
  chmodSync(path, 0o755)
  return path
}
