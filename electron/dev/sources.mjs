import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { built, root } from './places.mjs'

/**
 * Tells whether what is built is still what the sources say: a fingerprint over name, size and time of every file that a
 * build reads, kept beside what it made. Unlike a comparison of times alone it also notices a file that was removed.
 */
const folders = ['electron', 'renderer', 'shared']
const files = ['package.json', 'package-lock.json', 'tsconfig.json']
const fingerprintFile = join(built, 'sources.sha256')

export const isBuilt = () => existsSync(fingerprintFile) && readFileSync(fingerprintFile, 'utf8') === fingerprint()

/** To be taken before a build starts, so that a file saved meanwhile leads to another build. */
export function fingerprint(top = root) {
  const hash = createHash('sha256')
  for (const file of [...folders.flatMap((folder) => sourcesIn(top, folder)), ...files].sort()) {
    const { size, mtimeMs } = statSync(join(top, file))
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

export function rememberBuild(sources) {
  mkdirSync(built, { recursive: true })
  writeFileSync(fingerprintFile, sources)
}

const sourcesIn = (top, folder) =>
  readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isBesideTheBuild(entry))
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))

const isBesideTheBuild = ({ name, parentPath }) =>
  /\.test\.\w+$/.test(name) || parentPath.includes('testdata') || parentPath.endsWith(join('electron', 'dev'))
