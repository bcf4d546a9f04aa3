import type { Engine } from '../../../../shared/domain/engine.ts'
import type { LoadedServer } from '../../../../shared/domain/server-environment.ts'
import { looksLikeKey } from '../../../../shared/domain/text.ts'
import type { InputOf } from '../../../client/contract-types.ts'
import type { UnfinishedEngine } from '../unfinished-engine.ts'

export type Question = InputOf<'seal.resolve'>

/** One file of a server's configuration folder. */
export type ConfigFile = NonNullable<Question['configFiles']>[number]

/** Where the server runs, as far as it changes what the server finds. */
export const placeIds = ['elsewhere', 'ec2', 'ecs', 'irsa', 'pod-identity'] as const
export type PlaceId = (typeof placeIds)[number]

export interface World {
  place: PlaceId
  /** The region and the role that the instance's metadata tells; empty: it tells none. */
  region: string
  role: string
  /** The role of the service account. */
  roleArn: string
}

/** A name as it is typed over what was loaded. */
export interface TypedName {
  name: string
  value: string
  /** Whether the name is taken out of what was loaded; its typed value waits meanwhile. */
  isOut?: boolean
}

/** Everything around one server that is asked about. It lives as long as the window; secrets that were loaded stay in main. */
export interface Surroundings {
  /** The server that was chosen in place of the saved one. It counts as long as that is the saved one. */
  chosen?: { engine: Engine; unfinished: UnfinishedEngine; insteadOf: Engine }
  /** The second server, where two are compared. */
  other?: Engine
  otherUnfinished: UnfinishedEngine
  onlyDifferences: boolean
  /** Whether names, files and place are in view. */
  isUnfolded: boolean
  /** Whether the file is taken by itself although its folder has others. */
  isAlone: boolean
  /** Whether the configuration that came with the loaded environment is asked about. */
  usesLoadedConfig: boolean
  loaded?: LoadedServer
  typed: TypedName[]
  files: { path: string; text: string }[]
  world: World
}

export const emptyWorld: World = { place: 'elsewhere', region: '', role: '', roleArn: '' }
export const emptySurroundings: Surroundings = {
  otherUnfinished: {},
  onlyDifferences: false,
  isUnfolded: false,
  isAlone: false,
  usesLoadedConfig: false,
  typed: [],
  files: [],
  world: emptyWorld,
}

const serviceAccountToken = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'
const podToken = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token'
const standIn = 'the token that only the pod has'

/** What a place sets by itself: names of the environment, and files that stand for those of the pod. */
export function placeSettings({ place, roleArn }: World): {
  names: Record<string, string>
  files: Record<string, string>
} {
  switch (place) {
    case 'ecs':
      return { names: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/task' }, files: {} }
    case 'irsa':
      return {
        names: { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: serviceAccountToken },
        files: { [serviceAccountToken]: standIn },
      }
    case 'pod-identity':
      return {
        names: {
          AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
          AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: podToken,
        },
        files: { [podToken]: standIn },
      }
    default:
      return { names: {}, files: {} }
  }
}

/** What is asked of main about one server. What is typed counts before what was loaded, and that before what a place sets. */
export function questionOf(
  config: string | ConfigFile | ConfigFile[],
  engine: Engine,
  surroundings: Surroundings,
): Question {
  const { loaded, typed, files, world } = surroundings
  const place = placeSettings(world)
  const isLoaded = (name: string) => loaded?.names.some((each) => each.name === name) ?? false
  const unloaded = Object.entries(place.names).filter(([name, value]) => value !== '' && !isLoaded(name))
  const isLoadedFile = (path: string) => loaded?.files.some((each) => each.path === path) ?? false
  const standIns = Object.entries(place.files).filter(([path]) => !isLoadedFile(path))
  const set = {
    ...Object.fromEntries(unloaded),
    ...typedNames(typed),
  }
  return {
    ...(loaded?.carriesConfig && surroundings.usesLoadedConfig ? { carried: true } : {}),
    ...configOf(config),
    engine,
    environment: loaded ? { handle: loaded.handle, set } : set,
    files: { ...Object.fromEntries(standIns), ...Object.fromEntries(files.map(({ path, text }) => [path, text])) },
    world: { imds: world.place === 'ec2' ? metadataOf(world) : 'unreachable' },
  }
}

function configOf(config: string | ConfigFile | ConfigFile[]): Pick<Question, 'config' | 'configPath' | 'configFiles'> {
  if (typeof config === 'string') return { config }
  return Array.isArray(config) ? { config: '', configFiles: config } : { config: config.text, configPath: config.path }
}

/** The rows that name something. */
export const namedOf = (typed: readonly TypedName[]): TypedName[] =>
  typed.filter(({ name }) => name !== '' && nameFault(name) === undefined)

/** What is typed, as it is laid over the environment: null takes a name out. */
export const typedNames = (typed: readonly TypedName[]): Record<string, string | null> =>
  Object.fromEntries(namedOf(typed).map(({ name, value, isOut }) => [name, isOut ? null : value]))

/** Whether nothing was said of the server's surroundings. */
export function isBare({ loaded, typed, files, world }: Surroundings): boolean {
  return !loaded && namedOf(typed).length === 0 && files.length === 0 && world.place === 'elsewhere'
}

/** Names of the environment that a configuration refers to by itself, whatever they are called. */
export function referredNames({ config, configFiles = [] }: Question): string[] {
  const text = [config, ...configFiles.map((file) => file.text)].join('\n')
  return [...text.matchAll(/env:\/\/([\w.-]+)/g)].map(([, name = '']) => name)
}

function metadataOf({ region, role }: World): { region?: string; role?: string } {
  return { ...(region === '' ? {} : { region }), ...(role === '' ? {} : { role }) }
}

/** Why a text is no name of a variable; undefined for one that is, or is still empty. */
export function nameFault(name: string): string | undefined {
  if (name === 'handle' || name === 'set') return 'No seal reads a variable of this name.'
  if (name.length > 1024) return 'A name has at most 1 024 characters.'
  return /[\s=]/.test(name) ? 'A name holds no blank and no equals sign.' : undefined
}

/** Whether a text that is typed under this name or for this path looks like a secret, which is better loaded by main. */
export function looksSecret(name: string, value: string): boolean {
  if (value === '') return false
  const isNamedSo = /SECRET|TOKEN|PASS|PRIVATE/i.test(name) && !/_FILE$/i.test(name)
  const isWebToken = /^\s*eyJ[\w-]{8,}\.[\w-]+\.[\w-]*\s*$/.test(value)
  const isInFile =
    /^\s*aws_(?:secret_access_key|session_token)\s*=/im.test(value) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(value)
  return isNamedSo || isWebToken || isInFile || looksLikeKey(value)
}
