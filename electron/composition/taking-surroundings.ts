/** Reads what a server gets from its surroundings, from where the user has it: the clipboard, a file, or this machine. */
import { basename, resolve } from 'node:path'
import type { ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { EnvironmentFinding } from '../../shared/domain/server-environment.ts'
import type { Desktop } from '../ipc/services.ts'
import { openConfigFile } from '../store/config-file.ts'
import { noSurroundings, type Taken } from './server-surroundings.ts'
import { type UsualFile, usualFileOf } from './usual-files.ts'

export interface Sources {
  desktop: Desktop
  /** This machine's, for `this-machine`. */
  environment: Readonly<Record<string, string | undefined>>
  home: string
  /** Whether a file may be named only by the user's choice in a dialog. */
  confined: boolean
}

export type LoadInput = ParsedInputOf<'resolve.load'>

const longestText = 1_000_000

/** Reads what is to be added. */
export async function take(input: LoadInput, sources: Sources): Promise<Taken> {
  if (input.from === 'this-machine') return takeThisMachine(sources)
  const { text, source } = await textOf(input, sources)
  const named = source === undefined ? {} : { source: basename(source) }
  const taken = input.as === 'aws-file' ? takeFile(text, input) : await takeEnvironment(text)
  return { ...taken, ...named }
}

async function takeEnvironment(text: string): Promise<Taken> {
  const { readEnvironmentText } = await import('../seal/server-environment/environment-text.ts')
  const { form, values, config, problems } = readEnvironmentText(text)
  return { ...noSurroundings, form, environment: values, config, problems }
}

function takeFile(text: string, { serverPath, set }: LoadInput): Taken {
  const taken = { ...noSurroundings, laid: set }
  if (serverPath !== undefined) return { ...taken, files: new Map([[serverPath, text]]) }
  return { ...taken, usual: new Map([[usualFileOf(text), text]]) }
}

/** Its files go with it as a server's own: where its names lead, or to this machine's home. */
async function takeThisMachine({ environment: own, home }: Sources): Promise<Taken> {
  const set = Object.entries(own).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const paths = {
    config: own.AWS_CONFIG_FILE || `${home}/.aws/config`,
    credentials: own.AWS_SHARED_CREDENTIALS_FILE || `${home}/.aws/credentials`,
  }
  const [usual, problems] = [new Map<UsualFile, string>(), [] as EnvironmentFinding[]]
  for (const [file, path] of Object.entries(paths) as [UsualFile, string][]) {
    const text = await openConfigFile(path, longestText).catch(asDiagnosed)
    if ('text' in text) usual.set(file, text.text)
    else if (text.systemCode !== 'ENOENT') problems.push(notRead(path))
  }
  return { ...noSurroundings, form: 'process', environment: new Map(set), usual, assumedHome: home, problems }
}

function asDiagnosed(error: unknown): { systemCode?: string | undefined } {
  if (error instanceof DiagnosedError) return { systemCode: error.diagnosis.evidence.systemCode }
  throw error
}

const notRead = (file: string): EnvironmentFinding => ({
  code: 'file-not-read',
  severity: 'warning',
  evidence: { file },
})

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
