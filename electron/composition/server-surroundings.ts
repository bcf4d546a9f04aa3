/** What is known around one server, as values: what a loading adds to it, what is taken out, and what the page is told of it. */
import { basename } from 'node:path'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { EnvironmentFinding, LoadedServer } from '../../shared/domain/server-environment.ts'
import { type Names, placed, usualHome, type WithUsualFiles } from './usual-files.ts'

export interface Surroundings extends WithUsualFiles {
  /** A server configuration that came along. It may hold secrets anywhere. */
  readonly config?: string | undefined
  /** What the texts left open, as long as it is so. */
  readonly problems: readonly EnvironmentFinding[]
  /** The names that the page laid over the environment when a file was loaded last: it sees the files where those lead. */
  readonly laid?: Names | undefined
}

/** What one loading found. */
export interface Taken extends Surroundings, Pick<LoadedServer, 'form' | 'source'> {}

export const noSurroundings: Surroundings = { environment: new Map(), files: new Map(), usual: new Map(), problems: [] }

const longestWhole = 4_000_000
const mostNames = 10_000
const mostFiles = 32
const mostProblems = 300

/** A later text wins name by name and file by file, and settles what earlier ones left open about its names. */
export function withTaken(known: Surroundings, taken: Taken): Surroundings {
  const usual = new Map([...known.usual, ...taken.usual])
  const files = new Map([...known.files, ...taken.files])
  const home = taken.assumedHome ?? known.assumedHome ?? (taken.usual.size > 0 ? usualHome : undefined)
  const merged: Surroundings = {
    environment: new Map([...known.environment, ...taken.environment]),
    files,
    usual,
    assumedHome: home,
    config: taken.config ?? known.config,
    laid: taken.laid ?? known.laid,
    problems: distinct([...known.problems.filter((problem) => !isSettled(problem, taken)), ...taken.problems]),
  }
  const { places } = placed(merged, merged.laid)
  for (const file of taken.usual.keys()) files.delete(places.get(file) ?? '')
  refuseTooMuch(merged)
  return merged
}

/** A server whose `HOME` is taken out runs without one. */
export function withoutOne(
  known: Surroundings,
  { name, serverPath }: { name?: string | undefined; serverPath?: string | undefined },
): Surroundings {
  const [environment, files, usual] = [new Map(known.environment), new Map(known.files), new Map(known.usual)]
  if (name !== undefined) environment.delete(name)
  if (serverPath !== undefined) files.delete(serverPath)
  for (const [file, place] of placed(known, known.laid).places) if (place === serverPath) usual.delete(file)
  const isGone = ({ key, evidence }: EnvironmentFinding) =>
    (name !== undefined && key === name) || (serverPath !== undefined && evidence.file === serverPath)
  const assumedHome = name === 'HOME' ? undefined : known.assumedHome
  const problems = known.problems.filter((problem) => !isGone(problem))
  return { ...known, environment, files, usual, assumedHome, problems }
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

function refuseTooMuch({ environment, files, usual }: Surroundings): void {
  const texts = [...environment.values(), ...files.values(), ...usual.values()]
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (files.size > mostFiles) throw new DiagnosedError('bad-request', { reason: 'too-many-files' })
  if (environment.size > mostNames || length > longestWhole)
    throw new DiagnosedError('bad-request', { reason: 'too-long' })
}

/** What the page gets of it: names, masks and paths. */
export async function shown(known: Surroundings) {
  const { environment, files, problems } = placed(known, known.laid)
  const { shownName } = await import('../seal/server-environment/shown-names.ts')
  return {
    names: [...environment].map(([name, value]) => shownName(name, value)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    files: [...files].map(([path, text]) => ({ path, profiles: profilesIn(text) })),
    carriesConfig: known.config !== undefined,
    problems: [...known.problems, ...problems],
  }
}

/** The profiles that an AWS file declares, by the names in its section headers. */
function profilesIn(text: string): string[] {
  // A file without entries is something else, and what stands in its brackets may be anything.
  if (!/^[ \t]*[a-z_]+[ \t]*=/m.test(text)) return []
  const headers = [...text.matchAll(/^[ \t]*\[([\w .@:+/-]{1,200})\][ \t]*$/gm)].map(([, header = '']) => header.trim())
  return [...new Set(headers.map((header) => header.replace(/^profile\s+/, '')))]
}
