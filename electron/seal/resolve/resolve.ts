/**
 * What a server will really use: every seal of its configuration, every parameter with the place it comes from, the credential
 * that is picked, and the server's own words where it does not start. Pure: the server's world comes in as values.
 */
import type {
  EffectiveConfiguration,
  EffectiveCredential,
  EffectiveSeal,
} from '../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import { type Release, releaseOf } from '../../../shared/domain/releases.ts'
import { type ListedSeal, listSeals } from './activation.ts'
import { type AwskmsSeal, resolveAwskms } from './awskms.ts'
import { findingsOf } from './findings/findings.ts'
import { parseSealBlocks, type SealEntry } from './seal-blocks.ts'
import { readServerFile, type ServerFile } from './server-file.ts'
import { type ConfigFile, folderOf, placedInFiles, readServerFiles } from './server-folder.ts'
import { Disk, Environment, type Metadata, type Surroundings } from './surroundings.ts'
import { type Setting, type Wrapper, wrapperOf } from './wrappers.ts'

export interface ResolveInput {
  config: string
  /** Where that file is. */
  configPath?: string | undefined
  /** The files of a folder in place of `config`. */
  configFiles?: readonly ConfigFile[] | undefined
  engine: Engine
  /** A name with null is not set. */
  environment: Readonly<Record<string, string | null>>
  /** The disk by absolute path. */
  files: Readonly<Record<string, string>>
  workingDirectory?: string | undefined
  world?:
    | { imds?: Metadata | undefined; container?: 'answers' | 'silent' | undefined; now?: string | undefined }
    | undefined
}

/** A seal with all that the rules found out about it. */
export interface ResolvedSeal {
  listed: ListedSeal
  wrapper: Wrapper
  awskms: AwskmsSeal | undefined
  shown: EffectiveSeal
}

/** Everything about one server that findings are made from. */
export interface ResolvedServer {
  engine: Engine
  release: Release
  surroundings: Surroundings
  file: ServerFile
  seals: ResolvedSeal[]
  error: string | undefined
}

/** Resolves a configuration. Never throws: what the server refuses is its `error`. `now` is used where the world has none. */
export function resolveConfiguration(input: ResolveInput, now: number): EffectiveConfiguration {
  const server = resolveServer(input, now)
  const { seals, error } = server
  const answer = {
    seals: seals.map(({ shown }) => shown),
    ...(error === undefined ? {} : { error }),
    problems: findingsOf(server),
  }
  return input.configFiles ? placedInFiles(answer, input.configFiles) : answer
}

/** The same with all that the rules found out, secrets included: for use inside the core only. */
export function resolveServer(input: ResolveInput, now: number): ResolvedServer {
  const { engine } = input
  const release = releaseOf(engine)
  const surroundings = surroundingsOf(input, now)
  const { configFiles } = input
  const file = configFiles
    ? readServerFiles(configFiles, release, surroundings.environment)
    : readServerFile(input.config, release, surroundings.environment)
  const parsed = file.refusal ? { seals: [], error: file.refusal.text } : parseSealBlocks(file, release)
  const listed = listSeals(parsed.seals, engine.product, surroundings.environment)
  const isParsed = parsed.error === undefined
  const plain = engine.plugin === undefined ? release : releaseOf({ product: engine.product, version: engine.version })
  const around = { engine, release, file, surroundings, plainPrefix: plain.era.errorPrefix }
  const seals = listed.map((seal) => resolveSeal(seal, around))
  const ofFile = isParsed
    ? refusedShamir(parsed.seals, release)
    : `error loading configuration from ${nameOf(input, file)}: ${parsed.error}`
  const error = ofFile ?? seals.find(({ shown }) => shown.error !== undefined)?.shown.error
  return {
    engine,
    release,
    surroundings,
    file,
    seals: isParsed ? seals : seals.filter(({ listed }) => listed.line),
    error,
  }
}

/** Vault from 1.15 on looks for this before it configures any seal; the others say so only where the storage has seals already. */
function refusedShamir(entries: readonly SealEntry[], { era }: Release): string | undefined {
  const isThere = entries.some(({ type, disabled }) => type === 'shamir' && disabled)
  return era.namePriority && isThere ? 'shamir seals cannot be set disabled (they should simply not be set)' : undefined
}

/** The server names what it was started with: a folder, or a file, which has a usual name where nothing is known of it. */
function nameOf({ configFiles, configPath }: ResolveInput, { documents: [document] }: ServerFile): string {
  if (configFiles) return folderOf(configFiles)
  return configPath ?? `config.${document?.format === 'json' ? 'json' : 'hcl'}`
}

function surroundingsOf(input: ResolveInput, now: number): Surroundings {
  const set = Object.entries(input.environment).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  )
  const environment = new Environment(set)
  const workingDirectory = input.workingDirectory ?? (environment.read('HOME') || '/')
  return {
    environment,
    disk: new Disk(Object.entries(input.files), workingDirectory),
    metadata: input.world?.imds ?? 'unreachable',
    containerAnswers: input.world?.container !== 'silent',
    now: input.world?.now === undefined ? now : Date.parse(input.world.now),
  }
}

const noCredential: EffectiveCredential = { outcome: 'none', sessionToken: false, trace: [] }

interface Around extends Setting {
  /** What the server puts before an error of its own about a seal. */
  plainPrefix: string
}

function resolveSeal(listed: ListedSeal, around: Around): ResolvedSeal {
  const wrapper = wrapperOf(listed.type, around)
  const awskms = wrapper.kind === 'awskms' ? resolveAwskms(listed, wrapper.release, wrapper.surroundings) : undefined
  const error = errorOf(listed, around.plainPrefix, wrapper, awskms)
  const { disabled, active, activation, line } = listed
  const shown: EffectiveSeal = {
    type: wrapper.kind === 'awskms' ? 'awskms' : listed.type,
    disabled,
    active,
    activation,
    ...(line === undefined ? {} : { line }),
    settings: awskms?.settings ?? [],
    credential: awskms?.credential ?? noCredential,
    ...(error === undefined ? {} : { error }),
  }
  return { listed, wrapper, awskms, shown }
}

/** The server's words before an error name the seal by its type; those of a plugin only before what it says itself. */
function errorOf(
  listed: ListedSeal,
  plainPrefix: string,
  wrapper: Wrapper,
  awskms: AwskmsSeal | undefined,
): string | undefined {
  const prefix = (template: string) => template.replace('LABEL', () => listed.type)
  if (wrapper.kind === 'refused') return prefix(plainPrefix) + wrapper.error
  if (wrapper.kind !== 'awskms' || awskms?.error === undefined) return undefined
  return prefix(wrapper.release.era.errorPrefix) + awskms.error
}
