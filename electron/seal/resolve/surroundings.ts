/**
 * The machine around a server, as values: its environment, its disk, its metadata service and the time. Nothing here reads
 * this machine; what is not in the values does not exist.
 */

/** The environment of a process. An empty AWS variable counts as not set nearly everywhere, so `read` gives '' for both. */
export class Environment {
  readonly #values: ReadonlyMap<string, string>

  constructor(values: Iterable<readonly [name: string, value: string]>) {
    this.#values = new Map(values)
  }

  read(name: string): string {
    return this.#values.get(name) ?? ''
  }

  /** Whether the variable exists, empty or not. */
  has(name: string): boolean {
    return this.#values.has(name)
  }

  names(): string[] {
    return [...this.#values.keys()]
  }

  /** The first of several names that has a value. */
  first(names: readonly string[]): { name: string; value: string } | undefined {
    for (const name of names) {
      const value = this.read(name)
      if (value !== '') return { name, value }
    }
    return undefined
  }

  /** The same environment with further variables where it has none of the name, as a plugin gets it. */
  withGapsFilled(more: Iterable<readonly [name: string, value: string]>): Environment {
    return new Environment([...more, ...this.#values])
  }
}

export type Found = { kind: 'file'; text: string } | { kind: 'directory' | 'missing' }

const missing: Found = { kind: 'missing' }

/** The server's disk, by absolute path. A prefix of another path is a directory. */
export class Disk {
  readonly #files: ReadonlyMap<string, Found>
  readonly #workingDirectory: string
  #directories: ReadonlySet<string> | undefined

  constructor(files: Iterable<readonly [path: string, text: string]>, workingDirectory: string) {
    this.#files = new Map([...files].map(([path, text]) => [normalised(path), { kind: 'file', text }]))
    this.#workingDirectory = workingDirectory
  }

  /**
   * What a path that the server was given leads to; a relative one starts in its working directory. The same file is the same
   * object each time.
   */
  find(path: string): Found {
    if (path === '') return missing
    const absolute = this.absolute(path)
    const file = this.#files.get(absolute)
    if (file) return file
    this.#directories ??= directoriesOf(this.#files.keys())
    return this.#directories.has(absolute) ? { kind: 'directory' } : missing
  }

  absolute(path: string): string {
    return normalised(path.startsWith('/') ? path : `${this.#workingDirectory}/${path}`)
  }
}

/** A path without empty parts, `.` and `..`, as the system sees it. */
function normalised(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

function directoriesOf(paths: Iterable<string>): Set<string> {
  const directories = new Set(['/'])
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end)
      if (directories.has(directory)) break
      directories.add(directory)
    }
  }
  return directories
}

/** What answers at the metadata address. A region of '' is an empty answer, an absent one or an absent role is a 404. */
export type Metadata = 'unreachable' | { region?: string | undefined; role?: string | undefined }

export interface Surroundings {
  environment: Environment
  disk: Disk
  metadata: Metadata
  /** Whether the address for a container's credentials, where the environment has one, hands any out. */
  containerAnswers: boolean
  /** Milliseconds since 1970. */
  now: number
}

/** The path of something in the home folder; '' without one. */
export function homePath({ environment }: Surroundings, path: string): string {
  const home = environment.read('HOME')
  return home === '' ? '' : `${home}/${path}`
}

export const credentialsFileName = 'AWS_SHARED_CREDENTIALS_FILE'
const configFileName = 'AWS_CONFIG_FILE'

/** The credentials file that a program reads when it is not told of one; '' for none. */
export function defaultCredentialsFile(surroundings: Surroundings): string {
  return surroundings.environment.read(credentialsFileName) || homePath(surroundings, '.aws/credentials')
}

export function defaultConfigFile(surroundings: Surroundings): string {
  return surroundings.environment.read(configFileName) || homePath(surroundings, '.aws/config')
}
