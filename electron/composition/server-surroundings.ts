/** What is known around one server, as values: what a loading adds to it, what is taken out, and what the page is told of it. */
import { basename } from 'node:path'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { EnvironmentFinding, LoadedServer } from '../../shared/domain/server-environment.ts'
import type { SecretValues } from '../seal/server-environment/secret-values.ts'

export interface Surroundings {
  readonly environment: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, string>
  /** A server configuration that came along. It may hold secrets anywhere. */
  readonly config?: string | undefined
  /** What the texts left open, as long as it is so. */
  readonly problems: readonly EnvironmentFinding[]
  /** What of all that is secret, found out once. */
  secrets?: SecretValues
}

/** What one loading found. */
export interface Taken extends Surroundings, Pick<LoadedServer, 'form' | 'source'> {}

export const noSurroundings: Surroundings = { environment: new Map(), files: new Map(), problems: [] }

const longestWhole = 4_000_000
const mostNames = 10_000
const mostFiles = 32
const mostProblems = 300

/** A later text wins name by name, and settles what earlier ones left open about its names. */
export function withTaken(known: Surroundings, taken: Taken): Surroundings {
  const home = taken.environment.has('HOME') ? undefined : assumedHome(known, taken)
  const given = home === undefined ? taken.environment : new Map([...taken.environment, ['HOME', home]])
  const moved = taken.environment.get('HOME')
  const former = moved === undefined ? known : withFilesAt(moved, known)
  const merged = {
    environment: new Map([...former.environment, ...given]),
    files: new Map([...former.files, ...taken.files]),
    config: taken.config ?? former.config,
    problems: distinct([...former.problems.filter((problem) => !isSettled(problem, taken)), ...taken.problems]),
  }
  refuseTooMuch(merged)
  return merged
}

export function withoutOne(
  known: Surroundings,
  { name, serverPath }: { name?: string | undefined; serverPath?: string | undefined },
): Surroundings {
  const { config } = known
  const [environment, files] = [new Map(known.environment), new Map(known.files)]
  if (name !== undefined) environment.delete(name)
  if (serverPath !== undefined) files.delete(serverPath)
  const isGone = ({ key, evidence }: EnvironmentFinding) =>
    (name !== undefined && key === name) || (serverPath !== undefined && evidence.file === serverPath)
  return { environment, files, config, problems: known.problems.filter((problem) => !isGone(problem)) }
}

/** The home folder that a loading assumed for want of another. */
function assumedHome(known: Surroundings, { problems }: Taken): string | undefined {
  const home = problems.find(({ code }) => code === 'home-assumed')?.evidence.home
  return known.environment.has('HOME') || typeof home !== 'string' ? undefined : home
}

/** What was put into an assumed home folder goes to the real one as soon as it is known. */
function withFilesAt(home: string, known: Surroundings): Surroundings {
  const assumed = known.problems.filter(({ code }) => code === 'home-assumed')
  const places = new Map(assumed.map(({ evidence }) => [String(evidence.file), String(evidence.home)]))
  const files = [...known.files].map(([path, text]): [string, string] => {
    const from = places.get(path)
    return [from === undefined ? path : home + path.slice(from.length), text]
  })
  return { ...known, files: new Map(files) }
}

/** What is open no longer: a name that has a value now, a file that is here, and what was said of one text alone. */
function isSettled({ code, key, evidence }: EnvironmentFinding, { environment, source }: Taken): boolean {
  if (code === 'nothing-read') return true
  if (code === 'file-elsewhere') return source !== undefined && basename(String(evidence.file)) === source
  return key !== undefined && environment.has(key)
}

function distinct(problems: EnvironmentFinding[]): EnvironmentFinding[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].slice(-mostProblems)
}

function refuseTooMuch({ environment, files }: Surroundings): void {
  const texts = [...environment.values(), ...files.values()]
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (files.size > mostFiles) throw new DiagnosedError('bad-request', { reason: 'too-many-files' })
  if (environment.size > mostNames || length > longestWhole)
    throw new DiagnosedError('bad-request', { reason: 'too-long' })
}

/** What the page gets of it: names, masks and paths. */
export async function shown({ environment, files, config, problems }: Surroundings) {
  const { shownName } = await import('../seal/server-environment/shown-names.ts')
  return {
    names: [...environment].map(([name, value]) => shownName(name, value)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    files: [...files].map(([path, text]) => ({ path, profiles: profilesIn(text) })),
    carriesConfig: config !== undefined,
    problems: [...problems],
  }
}

/** The profiles that an AWS file declares, by the names in its section headers. */
function profilesIn(text: string): string[] {
  // A file without entries is something else, and what stands in its brackets may be anything.
  if (!/^[ \t]*[a-z_]+[ \t]*=/m.test(text)) return []
  const headers = [...text.matchAll(/^[ \t]*\[([\w .@:+/-]{1,200})\][ \t]*$/gm)].map(([, header = '']) => header.trim())
  return [...new Set(headers.map((header) => header.replace(/^profile\s+/, '')))]
}
