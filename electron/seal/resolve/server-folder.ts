/**
 * Several configuration files of one folder, as a server started with `-config FOLDER` takes them: each is read by itself, then all are
 * laid together, blocks after blocks. So the order of the files is the order of the seals. Servers read a folder in no order that they
 * promise; here it is the one given. Observed on OpenBao 2.6.2; for Vault it is assumed to be the same.
 */
import type { EffectiveConfiguration, Origin, PlainOrigin } from '../../../shared/domain/effective-configuration.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import { readServerFile, type ServerFile } from './server-file.ts'
import type { Environment } from './surroundings.ts'

export interface ConfigFile {
  path: string
  text: string
}

/** Reads the files. Lines count on from file to file, so that every place is one of the whole; a refusal counts them as the server does. */
export function readServerFiles(files: readonly ConfigFile[], release: Release, environment: Environment): ServerFile {
  const whole: ServerFile = {
    documents: [],
    seals: [],
    plugins: [],
    pluginDirectory: '',
    topLevel: [],
    refusal: undefined,
  }
  const starts = linesBefore(files)
  for (const [index, { path, text }] of files.entries()) {
    const before = starts[index] ?? 0
    const read = readServerFile('\n'.repeat(before) + text, release, environment)
    whole.documents.push(...read.documents)
    whole.seals.push(...read.seals)
    whole.plugins.push(...read.plugins)
    whole.topLevel.push(...read.topLevel)
    whole.pluginDirectory = read.pluginDirectory || whole.pluginDirectory
    if (read.refusal) {
      const { text: words } = readServerFile(text, release, environment).refusal ?? read.refusal
      return { ...whole, refusal: { text: `error loading "${path}": ${words}`, line: read.refusal.line } }
    }
  }
  return whole
}

/** The folder that the server was started with. */
export function folderOf(files: readonly ConfigFile[]): string {
  const [first] = files
  return first?.path.replace(/[/\\][^/\\]*$/, '') ?? ''
}

/** Puts the file and its own line in place of each line of the whole. */
export function placedInFiles(answer: EffectiveConfiguration, files: readonly ConfigFile[]): EffectiveConfiguration {
  const starts = linesBefore(files)
  const placeOf = (line: number) => {
    const index = starts.findLastIndex((before) => before < line)
    const file = files[index]
    return file ? { line: line - (starts[index] ?? 0), file: file.path } : { line }
  }
  const place = (line: number | undefined) => (line === undefined ? {} : placeOf(line))
  const plain = (origin: PlainOrigin): PlainOrigin =>
    origin.kind === 'stanza' ? { ...origin, ...placeOf(origin.line) } : origin
  const any = (origin: Origin): Origin =>
    origin.kind === 'ambiguous'
      ? { ...origin, candidates: origin.candidates.map((each) => ({ ...each, origin: plain(each.origin) })) }
      : plain(origin)
  return {
    ...answer,
    problems: answer.problems.map((problem) => {
      const { first } = problem.evidence
      const evidence =
        typeof first === 'number' ? { ...problem.evidence, first: placeOf(first).line } : problem.evidence
      return { ...problem, ...place(problem.line), evidence }
    }),
    seals: answer.seals.map((seal) => ({
      ...seal,
      ...place(seal.line),
      settings: seal.settings.map((setting) => ({
        ...setting,
        origin: any(setting.origin),
        overridden: setting.overridden.map((each) => ({ ...each, origin: plain(each.origin) })),
      })),
      credential: {
        ...seal.credential,
        trace: seal.credential.trace.map((step) => (step.origin ? { ...step, origin: plain(step.origin) } : step)),
      },
    })),
  }
}

/** How many lines stand before each file. */
function linesBefore(files: readonly ConfigFile[]): number[] {
  let before = 0
  return files.map(({ text }) => {
    const start = before
    before += text.split('\n').length
    return start
  })
}
