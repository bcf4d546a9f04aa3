/** Reads what a server gets from its surroundings, from where the user has it: the clipboard, a file, or this machine. */
import { basename, resolve } from 'node:path'
import type { ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { EnvironmentFinding } from '../../shared/domain/server-environment.ts'
import type { Desktop } from '../ipc/services.ts'
import { openConfigFile } from '../store/config-file.ts'
import type { Taken } from './server-surroundings.ts'

export interface Sources {
  desktop: Desktop
  /** This machine's, for `this-machine`. */
  environment: Readonly<Record<string, string | undefined>>
  home: string
  /** Whether a file may be named only by the user's choice in a dialog. */
  confined: boolean
}

type Names = ReadonlyMap<string, string>
export type LoadInput = ParsedInputOf<'resolve.load'>

const longestText = 1_000_000

/** Reads what is to be added; `known` is the server's environment so far, asked when the text is there. */
export async function take(input: LoadInput, known: () => Names, sources: Sources): Promise<Taken> {
  if (input.from === 'this-machine') return takeThisMachine(sources)
  const { text, source } = await textOf(input, sources)
  const named = source === undefined ? {} : { source: basename(source) }
  const taken = input.as === 'aws-file' ? takeFile(text, input, known()) : await takeEnvironment(text)
  return { ...taken, ...named }
}

async function takeEnvironment(text: string): Promise<Taken> {
  const { readEnvironmentText } = await import('../seal/server-environment/environment-text.ts')
  const { form, values, config, problems } = readEnvironmentText(text)
  return { form, environment: values, files: new Map(), config, problems }
}

/** The usual home of a server whose own is not known. */
const usualHome = '/root'

function takeFile(text: string, { serverPath, set = {} }: LoadInput, known: Names): Taken {
  const lookUp = (name: string) => (Object.hasOwn(set, name) ? set[name] : known.get(name)) || undefined
  const [name, usual] = isConfigFile(text)
    ? ['AWS_CONFIG_FILE', '/.aws/config']
    : ['AWS_SHARED_CREDENTIALS_FILE', '/.aws/credentials']
  const place = serverPath ?? absolute(lookUp(name))
  const home = lookUp('HOME')
  const path = place ?? (home || usualHome) + usual
  const isAssumed = place === undefined && !home
  const assumed = found('home-assumed', { home: usualHome, file: path }, 'HOME')
  return { environment: new Map(), files: new Map([[path, text]]), problems: isAssumed ? [assumed] : [] }
}

async function takeThisMachine({ environment: own, home }: Sources): Promise<Taken> {
  const set = Object.entries(own).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const paths = [
    own.AWS_CONFIG_FILE || `${home}/.aws/config`,
    own.AWS_SHARED_CREDENTIALS_FILE || `${home}/.aws/credentials`,
  ]
  const [files, problems] = [new Map<string, string>(), [] as EnvironmentFinding[]]
  for (const path of paths) {
    const text = await openConfigFile(path, longestText).catch(asDiagnosed)
    if ('text' in text) files.set(path, text.text)
    else if (text.systemCode !== 'ENOENT') problems.push(found('file-not-read', { file: path }))
  }
  return { form: 'process', environment: new Map(set), files, problems }
}

function asDiagnosed(error: unknown): { systemCode?: string | undefined } {
  if (error instanceof DiagnosedError) return { systemCode: error.diagnosis.evidence.systemCode }
  throw error
}

function found(
  code: EnvironmentFinding['code'],
  evidence: EnvironmentFinding['evidence'],
  key?: string,
): EnvironmentFinding {
  return { code, severity: 'warning', ...(key && { key }), evidence }
}

async function textOf(
  { from, path }: LoadInput,
  { desktop, confined }: Sources,
): Promise<{ text: string; source?: string }> {
  if (from === 'clipboard') return { text: await pasted(desktop) }
  if (path !== undefined && confined) throw new DiagnosedError('bad-request', { reason: 'file-not-chosen' })
  const source = path === undefined ? await desktop.pickFile('Open a file of the server') : resolve(path)
  if (source === undefined) throw new DiagnosedError('cancelled', {})
  return { source, text: (await openConfigFile(source, longestText)).text }
}

async function pasted(desktop: Desktop): Promise<string> {
  const text = await desktop.paste()
  if (text.trim() === '') throw new DiagnosedError('bad-request', { reason: 'clipboard-without-text' })
  if (text.length > longestText) throw new DiagnosedError('bad-request', { reason: 'too-long' })
  return text
}

const absolute = (path: string | undefined) => (path?.startsWith('/') ? path : undefined)

/** Whether an AWS file is the config file, by headers that only that one has. */
const isConfigFile = (text: string) => /^[ \t]*\[[ \t]*(?:profile|sso-session|services)[ \t]/m.test(text)
