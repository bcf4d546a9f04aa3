/**
 * The shared AWS files of this machine: where they are, whether they can be read, and the profiles, sso-sessions and
 * services that both together declare. It decides nothing about credentials. Rules of merging are AWS's: the credentials
 * file wins over the config file entry by entry, `[profile default]` over `[default]`, the last repetition over the first.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AwsFileProblem } from '../../shared/domain/chain-reason.ts'
import type { AwsFile } from '../../shared/domain/identity.ts'
import type { Facts, Problem } from '../../shared/domain/problem.ts'
import { Secret } from '../seal/secret.ts'
import { type IniEntry, type IniSection, readIni } from './ini.ts'
import { readOrdinary } from './ordinary-file.ts'
import { type AwsWorld, variable } from './world.ts'

export interface FileEntry extends IniEntry {
  file: string
}

/** A named section with the place of its first line. Secret entries are reached by `secret` only. */
export class FileSection {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly problems: Problem[] = []
  readonly #entries = new Map<string, FileEntry>()

  constructor(name: string, file: string, line: number) {
    this.name = name
    this.file = file
    this.line = line
  }

  add(section: IniSection, file: string): void {
    for (const [name, entry] of section.entries) this.#entries.set(name, { ...entry, file })
  }

  has(name: string): boolean {
    return this.entry(name) !== undefined
  }

  /** An entry that has a value; an empty one counts as absent. */
  entry(name: string): FileEntry | undefined {
    const entry = this.#entries.get(name)
    const value = entry?.value instanceof Secret ? entry.value.reveal() : entry?.value
    return value?.trim() ? entry : undefined
  }

  text(name: string): string | undefined {
    const value = this.entry(name)?.value
    return typeof value === 'string' ? value : undefined
  }

  secret(name: string): Secret | undefined {
    const value = this.entry(name)?.value
    return value instanceof Secret ? value : undefined
  }

  nested(name: string): ReadonlyMap<string, string> {
    return this.#entries.get(name)?.nested ?? new Map()
  }
}

export interface AwsFilePaths {
  config: string
  credentials: string
}

export interface AwsFiles {
  paths: AwsFilePaths
  profiles: ReadonlyMap<string, FileSection>
  ssoSessions: ReadonlyMap<string, FileSection>
  services: ReadonlyMap<string, FileSection>
  files: AwsFile[]
  /** Changes whenever one of the files does. */
  stamp: string
}

/** The paths of the config and credentials files, as the environment or the home directory give them. */
export function awsFilePaths({ environment, home }: Pick<AwsWorld, 'environment' | 'home'>): AwsFilePaths {
  const expand = (path: string) => (path.startsWith('~/') ? join(home, path.slice(2)) : path)
  return {
    config: expand(variable(environment, 'AWS_CONFIG_FILE') ?? join(home, '.aws', 'config')),
    credentials: expand(variable(environment, 'AWS_SHARED_CREDENTIALS_FILE') ?? join(home, '.aws', 'credentials')),
  }
}

/** Tells whether the files are still the ones that were read, without reading them. */
export async function awsFilesStamp(paths: AwsFilePaths): Promise<string> {
  const stamps = await Promise.all([paths.config, paths.credentials].map(stampOf))
  return stamps.join('|')
}

/** Reads both files. A file that is missing or unreadable is said in `files`; the rest is still there. */
export async function readAwsFiles(world: Pick<AwsWorld, 'environment' | 'home'>): Promise<AwsFiles> {
  const paths = awsFilePaths(world)
  const stamp = await awsFilesStamp(paths)
  const [config, credentials] = await Promise.all([readOne(paths.config), readOne(paths.credentials)])
  return { paths, stamp, ...mergeAwsFiles(config, credentials) }
}

/** A file's path and text; `text` is undefined where it could not be read. */
export interface OpenedFile {
  path: string
  exists: boolean
  text: string | undefined
}

/** Merges both texts to profiles, sso-sessions and services. Pure. */
export function mergeAwsFiles(config: OpenedFile, credentials: OpenedFile): Omit<AwsFiles, 'paths' | 'stamp'> {
  const merged = new MergedSections()
  const files = [merged.addConfig(config), merged.addCredentials(credentials)]
  return { profiles: merged.profiles, ssoSessions: merged.ssoSessions, services: merged.services, files }
}

type SectionKind = 'profiles' | 'ssoSessions' | 'services'
const prefixes: Record<string, SectionKind> = {
  profile: 'profiles',
  'sso-session': 'ssoSessions',
  services: 'services',
}
const sectionName = /^[\p{L}\p{M}\p{N}_.%@/:+-]+$/u

class MergedSections {
  readonly profiles = new Map<string, FileSection>()
  readonly ssoSessions = new Map<string, FileSection>()
  readonly services = new Map<string, FileSection>()

  addConfig(file: OpenedFile): AwsFile {
    const { sections, problems } = readIni(file.text ?? '')
    const prefixedDefault = sections.some(({ header }) => /^profile\s+["']?default["']?$/.test(header))
    for (const section of sections) {
      const problem = this.#addConfigSection(section, file.path, prefixedDefault)
      if (problem) problems.push(finding(problem, section))
    }
    return described(file, problems)
  }

  addCredentials(file: OpenedFile): AwsFile {
    const { sections, problems } = readIni(file.text ?? '')
    for (const section of sections) {
      const { header } = section
      if (sectionName.test(header)) this.#add('profiles', header, section, file.path)
      else
        problems.push(
          finding(/^profile\s/.test(header) ? 'section-prefix-in-credentials' : 'section-name-invalid', section),
        )
    }
    return described(file, problems)
  }

  #addConfigSection(section: IniSection, path: string, prefixedDefault: boolean): AwsFileProblem | undefined {
    const { header } = section
    if (header === 'default') {
      if (prefixedDefault) return 'section-outdone'
      return this.#add('profiles', 'default', section, path)
    }
    const [, prefix = '', , name = ''] = /^(\S+)\s+(["']?)(.*?)\2$/.exec(header) ?? []
    const kind = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined
    if (!kind) return sectionName.test(header) ? 'section-without-prefix' : 'section-name-invalid'
    if (!sectionName.test(name)) return 'section-name-invalid'
    return this.#add(kind, name, section, path)
  }

  #add(kind: SectionKind, name: string, section: IniSection, path: string): AwsFileProblem | undefined {
    const known = this[kind].get(name)
    const target = known ?? new FileSection(name, path, section.line)
    target.add(section, path)
    this[kind].set(name, target)
    return known?.file === path ? 'section-duplicate' : undefined
  }
}

function finding(code: AwsFileProblem, { header, line }: IniSection): Problem {
  const evidence: Facts = { section: header }
  return { code, severity: 'warning', line, evidence }
}

function described({ path, exists, text }: OpenedFile, problems: Problem[]): AwsFile {
  return { path, exists, readable: text !== undefined, problems }
}

async function readOne(path: string): Promise<OpenedFile> {
  try {
    return { path, exists: true, text: await readOrdinary(path) }
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { path, exists: !absent, text: undefined }
  }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs}:${size}:${ino}`
  } catch {
    return 'absent'
  }
}
