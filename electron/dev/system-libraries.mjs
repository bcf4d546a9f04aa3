import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture, run } from './run.mjs'
import { Stop } from './stop.mjs'

/**
 * Step 3, on Linux only: the system libraries that Electron links to, and a virtual display where there is no real one.
 * What is missing is installed where that needs no question (root on a system with apt); anyone else gets the line to type.
 */
export async function systemLibraries(electron) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(electron)
  const display = hasDisplay() || onPath('Xvfb')
  if (libraries.length === 0 && display) return
  if (!onPath('apt-get')) throw new Stop(otherSystem(libraries, display))
  const wanted = [...(libraries.length > 0 ? electronNeeds : []), ...(display ? [] : ['xvfb'])]
  await install(await Promise.all(wanted.map(packageName)))
  const left = await missingLibraries(electron)
  if (left.length > 0) throw new Stop(`Electron still misses system libraries: ${left.join(' ')}`)
}

export const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const electronNeeds = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']

async function missingLibraries(electron) {
  const { output } = await capture('ldd', [electron])
  return notFound(output)
}

/** The libraries that `ldd` could not find, each once. */
export const notFound = (output) => [
  ...new Set([...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1])),
]

async function install(packages) {
  const line = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages]
  if (process.getuid() !== 0) throw new Stop(typeThis(line))
  console.log(`set-up: installing system packages (${packages.join(' ')})`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0']
  await run('apt-get', ['update', ...quiet], { env })
  const { code, output } = await capture(line[0], [...line.slice(1), ...quiet], { env })
  if (code !== 0) throw new Stop(`System packages could not be installed.\n${output}`)
}

const typeThis = (line) =>
  `System packages that Electron needs are missing. Install them with\n\n  sudo ${line.join(' ')}\n\nand run this again.`

const otherSystem = (libraries, display) =>
  [
    'System libraries that Electron needs are missing. Install them with your package manager and run this again:',
    ...libraries.map((library) => `  ${library}`),
    ...(display ? [] : ['  Xvfb (there is no display)']),
  ].join('\n')

/** Debian 13 and Ubuntu 24.04 renamed the packages whose interface holds a time; apt knows which name it can install. */
async function packageName(name) {
  if (!renamed.has(name)) return name
  const known = await candidate(`${name}t64`)
  if (known !== undefined) return known ? `${name}t64` : name
  return bornWithT64() ? `${name}t64` : name
}

const renamed = new Set(['libgtk-3-0', 'libasound2'])

async function candidate(name) {
  const { output } = await capture('apt-cache', ['policy', name, 'libc6'], { env: { ...process.env, LC_ALL: 'C' } })
  return offers(output, name)
}

/**
 * Whether apt can install a package, by what `apt-cache policy` prints about it and about libc6, which every list has;
 * undefined when there are no lists yet, as on a new system.
 */
export function offers(policy, name) {
  const blocks = policy.split(/^(?=\S)/m)
  const about = (one) => blocks.find((block) => block.startsWith(`${one}:`)) ?? ''
  if (/Candidate: (?!\(none\))/.test(about(name))) return true
  return /https?:/.test(about('libc6')) ? false : undefined
}

function bornWithT64() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return namesWithT64(release)
}

/** Whether a release, by its os-release text, has only the new names. */
export function namesWithT64(release) {
  const field = (key) => release.match(new RegExp(`^${key}="?([^"\\n]*)`, 'm'))?.[1] ?? ''
  const since = { debian: 13, ubuntu: 24 }[field('ID')]
  return since !== undefined && Number.parseInt(field('VERSION_ID'), 10) >= since
}

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
