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

/** A name as it is typed over what was loaded; without a value it is taken out. */
export interface TypedName {
  name: string
  value: string | null
}

/** Everything around one server that is asked about. It lives as long as the window; secrets that were loaded stay in main. */
export interface Surroundings {
  engine?: Engine
  unfinished: UnfinishedEngine
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
  unfinished: {},
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
export function questionOf(config: string | ConfigFile[], engine: Engine, surroundings: Surroundings): Question {
  const { loaded, typed, files, world } = surroundings
  const place = placeSettings(world)
  const isLoaded = (name: string) => loaded?.names.some((each) => each.name === name) ?? false
  const unloaded = Object.entries(place.names).filter(([name, value]) => value !== '' && !isLoaded(name))
  const named = typed.filter(({ name }) => name !== '' && nameFault(name) === undefined)
  const isLoadedFile = (path: string) => loaded?.files.some((each) => each.path === path) ?? false
  const standIns = Object.entries(place.files).filter(([path]) => !isLoadedFile(path))
  const set = { ...Object.fromEntries(unloaded), ...Object.fromEntries(named.map(({ name, value }) => [name, value])) }
  return {
    ...(loaded?.carriesConfig && surroundings.usesLoadedConfig ? { carried: true } : {}),
    ...(typeof config === 'string' ? { config } : { config: '', configFiles: config }),
    engine,
    environment: loaded ? { handle: loaded.handle, set } : set,
    files: { ...Object.fromEntries(standIns), ...Object.fromEntries(files.map(({ path, text }) => [path, text])) },
    world: { imds: world.place === 'ec2' ? metadataOf(world) : 'unreachable' },
  }
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

/** Whether a text that is typed under this name looks like a secret, which is better loaded by main. */
export function looksSecret(name: string, value: string): boolean {
  if (value === '') return false
  const isNamedSo = /SECRET|TOKEN|PASS|PRIVATE/i.test(name) && !/_FILE$/i.test(name)
  return isNamedSo || looksLikeKey(value) || /^\s*aws_(?:secret_access_key|session_token)\s*=/im.test(value)
}
