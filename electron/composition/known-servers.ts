/**
 * What is known of the servers that the user asks about: their environments and files, read by main so that no secret of them passes
 * through the page, and the principals that they act as. Everything lives in memory and ends with the process, as the window does.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { EnvironmentForm, LoadedServer } from '../../shared/domain/server-environment.ts'
import type { KnownServer } from '../aws/world.ts'
import type { Desktop, KnownServers } from '../ipc/services.ts'
import type { Clock } from '../seal/ports.ts'
import type { ResolvedPrincipal } from '../seal/resolve/principal.ts'
import type { SecretValues } from '../seal/server-environment/secret-values.ts'
import { openConfigFile } from '../store/config-file.ts'

export interface KnownServersOptions {
  desktop: Desktop
  /** This machine's, for `this-machine`. */
  environment: Readonly<Record<string, string | undefined>>
  home: string
  clock: Clock
  /** Whether a file may be named only by the user's choice in a dialog. */
  confined: boolean
}

export interface ServersInMemory extends KnownServers {
  /** What an adapter needs to act as the principal of a handle. */
  known(handle: string): Promise<KnownServer | undefined>
}

interface Surroundings {
  environment: Map<string, string>
  files: Map<string, string>
  /** A server configuration that came along. It may hold secrets anywhere. */
  config?: string | undefined
  /** What of all that is secret, found out once. */
  secrets?: SecretValues
}

type Entry = { surroundings: Surroundings } | { server: KnownServer }
type Question = ParsedInputOf<'seal.resolve'>
type LoadInput = ParsedInputOf<'resolve.load'>

/** The handles that are kept; a new one pushes out the one that was used least lately. */
const keptHandles = 64
const longestText = 1_000_000
const longestWhole = 4_000_000
const mostNames = 10_000
const mostFiles = 32

const resolution = () => import('../seal/resolve/resolve.ts')
const principals = () => import('../seal/resolve/principal.ts')
const environmentTexts = () => import('../seal/server-environment/environment-text.ts')
const secrecy = async () => ({
  ...(await import('../seal/server-environment/kept-back.ts')),
  ...(await import('../seal/server-environment/secret-values.ts')),
})
const shownNames = () => import('../seal/server-environment/shown-names.ts')

export function createKnownServers(options: KnownServersOptions): ServersInMemory {
  const entries = new Map<string, Entry>()
  const now = () => options.clock.now().getTime()

  function entryOf(handle: string): Entry {
    const entry = entries.get(handle)
    if (!entry) throw new DiagnosedError('bad-request', { reason: 'handle-unknown' })
    keep(handle, entry)
    return entry
  }

  function keep(handle: string, entry: Entry): void {
    entries.delete(handle)
    entries.set(handle, entry)
    for (const oldest of [...entries.keys()].slice(0, -keptHandles)) entries.delete(oldest)
  }

  function surroundingsOf(handle: string): Surroundings {
    const entry = entryOf(handle)
    if ('surroundings' in entry) return entry.surroundings
    throw new DiagnosedError('bad-request', { reason: 'handle-unknown' })
  }

  /** What a question is about, read once: nothing that happens meanwhile changes it under its answer. */
  const knownTo = ({ environment }: Question) =>
    isHandle(environment) ? surroundingsOf(environment.handle) : undefined

  function asked({ environment, files, carried, ...question }: Question, known: Surroundings | undefined) {
    if (!known || !isHandle(environment)) return { ...question, environment: environment as Names, files }
    return {
      ...question,
      ...(carried &&
        known.config !== undefined && { config: known.config, configFiles: undefined, configPath: undefined }),
      environment: { ...Object.fromEntries(known.environment), ...environment.set },
      files: { ...Object.fromEntries(known.files), ...files },
    }
  }

  /** Takes the secrets of the handle out of an answer about it: the question may refer to any of them. */
  async function withoutSecrets<Answer>(question: Question, known: Surroundings | undefined, answer: Answer) {
    if (!known) return answer
    const { KeptBack, SecretValues } = await secrecy()
    known.secrets ??= new SecretValues(known.environment, known.files, known.config)
    return new KeptBack(known.secrets, JSON.stringify(question)).masked(answer)
  }

  async function load(input: LoadInput): Promise<LoadedServer> {
    const { handle: former } = input
    const home = former === undefined ? undefined : surroundingsOf(former).environment.get('HOME')
    const { environment, files, config, ...found } = await take(input, home, options)
    // Read again: a handle that was changed or given up while a dialog was open is no longer known.
    const surroundings = copyOf(former === undefined ? undefined : surroundingsOf(former))
    for (const [name, value] of environment) surroundings.environment.set(name, value)
    for (const [path, text] of files) surroundings.files.set(path, text)
    surroundings.config = config ?? surroundings.config
    refuseTooMuch(surroundings)
    return { ...(await renewed(former, surroundings)), ...found }
  }

  /** Every change gets a handle of its own, so that no answer about what was before passes for one about what is now. */
  async function renewed(former: string | undefined, surroundings: Surroundings) {
    const handle = randomUUID()
    const told = { handle, ...(await shown(surroundings)) }
    keep(handle, { surroundings })
    if (former !== undefined) entries.delete(former)
    return told
  }

  return {
    load,
    async drop({ handle, name, serverPath }) {
      const surroundings = copyOf(surroundingsOf(handle))
      if (name !== undefined) surroundings.environment.delete(name)
      if (serverPath !== undefined) surroundings.files.delete(serverPath)
      return { ...(await renewed(handle, surroundings)), problems: [] }
    },
    async unload(handle) {
      entries.delete(handle)
    },
    async resolve(question) {
      const { resolveConfiguration } = await resolution()
      const known = knownTo(question)
      return withoutSecrets(question, known, resolveConfiguration(asked(question, known), now()))
    },
    async principal(question) {
      const { resolvePrincipal } = await principals()
      const known = knownTo(question)
      const input = asked(question, known)
      const resolved = resolvePrincipal(input, now())
      const { principal: _, ownEndpoints: __, ...told } = resolved
      const found = await withoutSecrets(question, known, told)
      const handle = randomUUID()
      const server = knownServer(resolved)
      keep(handle, { server })
      const { outcome, accessKeyId, role, region, endpoint, kmsKeyId } = found
      const absence = typeof server.principal === 'string' ? server.principal : undefined
      return {
        handle,
        outcome,
        availability: absence ? 'not-here' : 'here',
        ...(absence && { reason: absence }),
        ...(accessKeyId && { accessKeyId }),
        ...(role && { role }),
        ...(region && { region }),
        ...(endpoint && { endpoint }),
        ...(kmsKeyId && { kmsKeyId }),
      }
    },
    async known(handle) {
      const entry = entries.get(handle)
      if (!entry || 'server' in entry) return entry?.server
      const environment = Object.fromEntries(entry.surroundings.environment)
      const files = Object.fromEntries(entry.surroundings.files)
      const question = { config: plainSeal(environment, files), engine: anyEngine, environment, files }
      // What such a server would refuse is not the question here: only whose credentials its surroundings hold.
      return knownServer({ ...(await principals()).resolvePrincipal(question, now()), isRefused: false })
    },
  }
}

/** An environment by itself is asked as AWS's programs do: the newest SDK, with the credentials file that it reads of itself. */
function plainSeal(environment: Record<string, string>, files: Record<string, string>): string {
  const path = environment.AWS_SHARED_CREDENTIALS_FILE || `${environment.HOME ?? ''}/.aws/credentials`
  const isKnown = Object.hasOwn(files, path) && !path.includes('${')
  const file = isKnown ? `  shared_creds_filename = ${JSON.stringify(path)}\n` : ''
  return `seal "awskms" {\n  kms_key_id = "alias/any"\n${file}}\n`
}

const anyEngine = { product: 'openbao', version: '2.6.2', plugin: '2.5.0' } as const

function knownServer({
  region,
  endpoint,
  stsEndpoint,
  ownEndpoints,
  isRefused,
  principal,
}: ResolvedPrincipal): KnownServer {
  return {
    ownEndpoints,
    principal: isRefused && typeof principal !== 'string' ? 'start-refused' : principal,
    // A region is told wherever it fails, so that only what may be one is kept.
    ...(region && /^[a-z0-9-]{1,40}$/.test(region) && { region }),
    ...(endpoint && { endpoint }),
    ...(stsEndpoint && { stsEndpoint }),
  }
}

type Environment = Question['environment']
type Names = Readonly<Record<string, string | null>>

function isHandle(environment: Environment): environment is Extract<Environment, { handle: string; set?: unknown }> {
  const { handle, set, ...others } = environment as Record<string, unknown>
  return (
    typeof handle === 'string' && (set === undefined || typeof set === 'object') && Object.keys(others).length === 0
  )
}

function copyOf(known: Surroundings | undefined): Surroundings {
  return { environment: new Map(known?.environment), files: new Map(known?.files), config: known?.config }
}

async function shown({ environment, files, config }: Surroundings) {
  const { shownName } = await shownNames()
  return {
    names: [...environment].map(([name, value]) => shownName(name, value)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    files: [...files].map(([path, text]) => ({ path, profiles: profilesIn(text) })),
    carriesConfig: config !== undefined,
  }
}

/** The profiles that an AWS file declares, by the names in its section headers. */
function profilesIn(text: string): string[] {
  // A file without entries is something else, and what stands in its brackets may be anything.
  if (!/^[ \t]*[a-z_]+[ \t]*=/m.test(text)) return []
  const headers = [...text.matchAll(/^[ \t]*\[([\w .@:+/-]{1,200})\][ \t]*$/gm)].map(([, header = '']) => header.trim())
  return [...new Set(headers.map((header) => header.replace(/^profile\s+/, '')))]
}

function refuseTooMuch({ environment, files }: Surroundings): void {
  const texts = [...environment.values(), ...files.values()]
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (files.size > mostFiles) throw new DiagnosedError('bad-request', { reason: 'too-many-files' })
  if (environment.size > mostNames || length > longestWhole)
    throw new DiagnosedError('bad-request', { reason: 'too-long' })
}

type Found = Pick<LoadedServer, 'form' | 'source' | 'problems'>
type Taken = Found & Surroundings

/** Reads what is to be added; `home` is the home folder of the server as far as it is known. */
async function take(input: LoadInput, home: string | undefined, options: KnownServersOptions): Promise<Taken> {
  if (input.from === 'this-machine') return takeThisMachine(options)
  const { text, source } = await textOf(input, options)
  const named = source === undefined ? {} : { source: basename(source) }
  if (input.as !== 'aws-file') return { ...(await takeEnvironment(text)), ...named }
  const path = input.serverPath ?? usualPath(text, home)
  return { ...named, environment: new Map(), files: new Map([[path, text]]), problems: [] }
}

async function takeEnvironment(text: string): Promise<Taken> {
  const { form, values, config, problems } = (await environmentTexts()).readEnvironmentText(text)
  return { form, environment: values, files: new Map(), config, problems }
}

async function takeThisMachine({ environment: own, home }: KnownServersOptions): Promise<Taken> {
  const [environment, files] = [new Map<string, string>(), new Map<string, string>()]
  for (const [name, value] of Object.entries(own)) if (value !== undefined) environment.set(name, value)
  const paths = [
    own.AWS_CONFIG_FILE || `${home}/.aws/config`,
    own.AWS_SHARED_CREDENTIALS_FILE || `${home}/.aws/credentials`,
  ]
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined && text.length <= longestText) files.set(path, text)
  }
  return { form: 'process' satisfies EnvironmentForm, environment, files, problems: [] }
}

async function textOf(
  { from, path }: LoadInput,
  { desktop, confined }: KnownServersOptions,
): Promise<{ text: string; source?: string }> {
  if (from === 'clipboard') {
    const text = await desktop.paste()
    if (text.length > longestText) throw new DiagnosedError('bad-request', { reason: 'too-long' })
    return { text }
  }
  if (path !== undefined && confined) throw new DiagnosedError('bad-request', { reason: 'file-not-chosen' })
  const source = path === undefined ? await desktop.pickFile('Open a file of the server') : resolve(path)
  if (source === undefined) throw new DiagnosedError('cancelled', {})
  return { source, text: (await openConfigFile(source, longestText)).text }
}

/** Where such a file stands in the home folder of whoever runs the server. */
function usualPath(text: string, home: string | undefined): string {
  const isConfig = /^[ \t]*\[[ \t]*(?:profile|sso-session|services)[ \t]/m.test(text)
  return `${home || '/root'}/.aws/${isConfig ? 'config' : 'credentials'}`
}
