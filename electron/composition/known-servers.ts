/**
 * What is known of the servers that the user asks about: their environments and files, read by main so that no secret of them passes
 * through the page, and the principals that they act as. Everything lives in memory and ends with the process, as the window does.
 */
import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import type { ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Origin } from '../../shared/domain/effective-configuration.ts'
import type { Absence } from '../../shared/domain/server-environment.ts'
import type { KnownServer } from '../aws/world.ts'
import type { KnownServers } from '../ipc/services.ts'
import type { Clock } from '../seal/ports.ts'
import type { ResolvedPrincipal } from '../seal/resolve/principal.ts'
import type { Told } from '../seal/resolve/principal-told.ts'
import type { SecretValues } from '../seal/server-environment/secret-values.ts'
import { noSurroundings, type Surroundings, shown, withoutOne, withTaken } from './server-surroundings.ts'
import { type Sources, take } from './taking-surroundings.ts'
import { type Names, placed } from './usual-files.ts'

export interface KnownServersOptions extends Sources {
  clock: Clock
}

export interface ServersInMemory extends KnownServers {
  /** What an adapter needs to act as the principal of a handle. */
  known(handle: string): Promise<KnownServer | undefined>
}

/** What is known around a server, under the handle that it has at present. */
interface Loaded {
  handle: string
  surroundings: Surroundings
}

type Entry = { loaded: Loaded } | { server: KnownServer }
type Question = ParsedInputOf<'seal.resolve'>

/** The handles that are kept; a new one pushes out the one that was used least lately. */
const keptHandles = 64

const resolution = () => import('../seal/resolve/resolve.ts')
const principals = async () => ({
  ...(await import('../seal/resolve/principal.ts')),
  ...(await import('../seal/resolve/principal-told.ts')),
})
const secrecy = async () => ({
  ...(await import('../seal/server-environment/kept-back.ts')),
  ...(await import('../seal/server-environment/secret-values.ts')),
})

export function createKnownServers(options: KnownServersOptions): ServersInMemory {
  const entries = new Map<string, Entry>()
  /** What of surroundings is secret, found out once. */
  const foundOut = new WeakMap<Surroundings, SecretValues>()
  const now = () => options.clock.now().getTime()

  function keep(handle: string, entry: Entry): void {
    entries.delete(handle)
    entries.set(handle, entry)
    for (const oldest of [...entries.keys()].slice(0, -keptHandles)) entries.delete(oldest)
  }

  function loadedUnder(handle: string): Loaded {
    const entry = entries.get(handle)
    if (!entry || !('loaded' in entry)) throw handleUnknown()
    keep(handle, entry)
    return entry.loaded
  }

  /** What a question is about, read once: nothing that happens meanwhile changes it under its answer. */
  const knownTo = ({ environment }: Question) =>
    isHandle(environment) ? loadedUnder(environment.handle).surroundings : undefined

  function asked({ environment, files, carried, ...question }: Question, known: Surroundings | undefined) {
    if (!known || !isHandle(environment)) return { ...question, environment: environment as Names, files }
    const set = environment.set ?? {}
    const around = placed(known, set, question.workingDirectory)
    return {
      ...question,
      ...(carried &&
        known.config !== undefined && { config: known.config, configFiles: undefined, configPath: undefined }),
      environment: { ...Object.fromEntries(around.environment), ...set },
      files: { ...Object.fromEntries(around.files), ...files },
    }
  }

  /** Takes the secrets of the handle out of an answer about it: the question may refer to any of them. */
  async function withoutSecrets<Answer>(question: Question, known: Surroundings | undefined, answer: Answer) {
    if (!known) return answer
    const { KeptBack, SecretValues } = await secrecy()
    const secrets = foundOut.get(known) ?? new SecretValues(known.environment, allFiles(known), known.config)
    foundOut.set(known, secrets)
    const { environment, files, config, configFiles = [] } = question
    const texts = [config, ...configFiles.map(({ text }) => text)].join('\n')
    const said = isHandle(environment) ? entriesOf(environment.set ?? {}) : new Map()
    const { ids } = new SecretValues(said, entriesOf(files), texts)
    const isOrigin = (origin: Origin) => standsIn(question, known, origin)
    return new KeptBack(secrets, { text: JSON.stringify(question), ids, isOrigin }).masked(answer)
  }

  /**
   * Makes a change in one step, whatever else was begun meanwhile: the server is the one that the call began with, as it is by now.
   * Every change gets a handle of its own, so that no answer about what was before passes for one about what is now.
   */
  function change(loaded: Loaded, edit: (known: Surroundings) => Surroundings) {
    const surroundings = edit(loaded.surroundings)
    entries.delete(loaded.handle)
    Object.assign(loaded, { handle: randomUUID(), surroundings })
    keep(loaded.handle, { loaded })
    return told(loaded.handle, surroundings)
  }

  const told = async (handle: string, surroundings: Surroundings) => ({ handle, ...(await shown(surroundings)) })

  return {
    async load(input) {
      const isNew = input.handle === undefined
      const loaded = isNew ? { handle: '', surroundings: noSurroundings } : loadedUnder(input.handle ?? '')
      const { form, source, ...taken } = await take(input, options)
      if (!isNew && !entries.has(loaded.handle)) throw handleUnknown()
      const answer = await change(loaded, (known) =>
        withTaken(known, { ...taken, ...(source !== undefined && { source }) }),
      )
      return { ...answer, ...(form !== undefined && { form }), ...(source !== undefined && { source }) }
    },
    async drop({ handle, ...what }) {
      return change(loadedUnder(handle), (known) => withoutOne(known, what))
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
      const { resolvePrincipal, toldOf } = await principals()
      const known = knownTo(question)
      const resolved = resolvePrincipal(asked(question, known), now())
      const told = toldOf(resolved, (origin) => !known || standsIn(question, known, origin))
      const handle = randomUUID()
      const server = knownServer(resolved)
      keep(handle, { server })
      const absence = absenceOf(server, resolved, told)
      const availability = absence ? 'not-here' : 'here'
      return { handle, outcome: resolved.outcome, availability, ...(absence && { reason: absence }), ...told }
    },
    async known(handle) {
      const entry = entries.get(handle)
      if (!entry || 'server' in entry) return entry?.server
      const around = placed(entry.loaded.surroundings)
      const environment = Object.fromEntries(around.environment)
      const files = Object.fromEntries(around.files)
      const question = { config: plainSeal(environment, files), engine: anyEngine, environment, files }
      // What such a server would refuse is not the question here: only whose credentials its surroundings hold.
      return knownServer({ ...(await principals()).resolvePrincipal(question, now()), isRefused: false })
    },
  }
}

/** An environment by itself is asked as AWS's programs do: the newest SDK, with the credentials file that it reads of itself. */
function plainSeal(environment: Record<string, string>, files: Record<string, string>): string {
  const path = posix.resolve(environment.HOME || '/', environment.AWS_SHARED_CREDENTIALS_FILE || '.aws/credentials')
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

/** A key that is not told cannot be asked for: nothing is checked with a part of it. */
function absenceOf({ principal }: KnownServer, { kmsKeyId }: ResolvedPrincipal, told: Told): Absence | undefined {
  if (typeof principal === 'string') return principal
  return kmsKeyId !== undefined && told.kmsKeyId === undefined ? 'not-a-key-id' : undefined
}

/** Whether a question itself says what stands in a place, rather than what was loaded. */
function standsIn({ carried, environment, files }: Question, known: Surroundings, origin: Origin): boolean {
  const isCarried = carried && known.config !== undefined
  if (origin.kind === 'stanza') return !isCarried
  if (origin.kind === 'profile') return Object.hasOwn(files, origin.file)
  if (origin.kind !== 'environment' || !isHandle(environment)) return false
  // A plugin's own environment stands in the configuration.
  return Object.hasOwn(environment.set ?? {}, origin.name) || !(isCarried || known.environment.has(origin.name))
}

const entriesOf = (names: Names) =>
  new Map(Object.entries(names).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])))

type Environment = Question['environment']
function isHandle(environment: Environment): environment is Extract<Environment, { handle: string; set?: unknown }> {
  const { handle, set, ...others } = environment as Record<string, unknown>
  return (
    typeof handle === 'string' && (set === undefined || typeof set === 'object') && Object.keys(others).length === 0
  )
}

const allFiles = ({ files, usual }: Surroundings) => new Map<string, string>([...usual, ...files])

const handleUnknown = () => new DiagnosedError('bad-request', { reason: 'handle-unknown' })
