/**
 * The AWS files that a server reads without being given a path. They are where its names lead, which change: so a place is worked out
 * whenever it is asked about, and only the text is kept. Where no name tells the home folder one is assumed, which is seen as a name
 * and said.
 */
import { posix } from 'node:path'
import type { EnvironmentFinding } from '../../shared/domain/server-environment.ts'

export type UsualFile = 'config' | 'credentials'
export type Names = Readonly<Record<string, string | null>>

export interface WithUsualFiles {
  readonly environment: ReadonlyMap<string, string>
  /** Files at the paths that were given for them. */
  readonly files: ReadonlyMap<string, string>
  readonly usual: ReadonlyMap<UsualFile, string>
  /** The home folder that is assumed where none is told; absent where the server is to run without one. */
  readonly assumedHome?: string | undefined
}

export interface Placed {
  environment: ReadonlyMap<string, string>
  files: ReadonlyMap<string, string>
  /** The places of the usual files among them. */
  places: ReadonlyMap<UsualFile, string>
  problems: EnvironmentFinding[]
}

/** The usual home of a server whose own is not known. */
export const usualHome = '/root'

const names = { config: 'AWS_CONFIG_FILE', credentials: 'AWS_SHARED_CREDENTIALS_FILE' } as const

/** Everything where it is with these names laid over the environment; a relative path begins in the working directory. */
export function placed(known: WithUsualFiles, laid: Names = {}, workingDirectory?: string): Placed {
  const lookUp = (name: string) => (Object.hasOwn(laid, name) ? laid[name] : known.environment.get(name)) || undefined
  const isInHome = (file: UsualFile) => lookUp(names[file]) === undefined
  const told = lookUp('HOME')
  const inHome = [...known.usual.keys()].filter(isInHome)
  const isAssumed = !told && known.assumedHome !== undefined && inHome.length > 0
  const home = told ?? (isAssumed ? known.assumedHome : undefined)
  const placeOf = (file: UsualFile) =>
    isInHome(file)
      ? `${home ?? usualHome}/.aws/${file}`
      : posix.resolve(workingDirectory ?? home ?? '/', lookUp(names[file]) ?? '')
  const places = new Map([...known.usual.keys()].map((file) => [file, placeOf(file)]))
  const usual = [...known.usual].map(([file, text]): [string, string] => [placeOf(file), text])
  return {
    environment: isAssumed && home ? new Map([...known.environment, ['HOME', home]]) : known.environment,
    files: new Map([...usual, ...known.files]),
    places,
    problems: isAssumed && home ? inHome.map((file) => assumption(home, placeOf(file))) : [],
  }
}

function assumption(home: string, file: string): EnvironmentFinding {
  return { code: 'home-assumed', severity: 'warning', key: 'HOME', evidence: { home, file } }
}

/** Which of both an AWS file is: the config file has headers that only that one has. */
export function usualFileOf(text: string): UsualFile {
  return /^[ \t]*\[[ \t]*(?:profile|sso-session|services)[ \t]/m.test(text) ? 'config' : 'credentials'
}
