/**
 * One load of the second SDK's configuration: the environment's checks, the profile, the certificates. The wrapper loads more
 * than once, with different files and wishes, and each load can stop the start.
 */
import { hasCertificate } from '../first-sdk/certificates.ts'
import { parseAnyBase } from '../go-text.ts'
import { Refusal } from '../refusal.ts'
import { type Server, stanzaText } from '../server.ts'
import { defaultConfigFile, defaultCredentialsFile, type Surroundings } from '../surroundings.ts'
import { checkEnvironment } from './environment-checks.ts'
import { type AwsFiles, loadSections } from './sections.ts'
import { entryText, loadProfile, missingProfile, type SharedProfile } from './shared-profile.ts'

export interface Load {
  /** Undefined where none is wanted and none is there. */
  profile: SharedProfile | undefined
  /** The caller asked for a profile, so that the environment's keys do not count. */
  isProfileWanted: boolean
  files: AwsFiles
}

interface LoadOptions {
  profile?: string | undefined
  credentialsFile?: string
}

/** Where a load happens, and which engine does it. */
type Loader = Pick<Server, 'surroundings' | 'release'>

const profileName = 'AWS_PROFILE'
const profileNames = [profileName, 'AWS_DEFAULT_PROFILE'] as const

function load({ surroundings, release }: Loader, { profile, credentialsFile }: LoadOptions): Load {
  const { environment } = surroundings
  checkEnvironment(environment, release.credentials)
  const files = filesOf(surroundings, credentialsFile)
  const name = profile ?? environment.first(profileNames)?.value ?? 'default'
  const mustExist = profile !== undefined || environment.read(profileName) !== ''
  const found = loadProfile(name, loadSections(files, surroundings), release.credentials)
  if (!found && mustExist) throw new Refusal(missingProfile(name))
  return { profile: found, isProfileWanted: profile !== undefined, files }
}

function filesOf(surroundings: Surroundings, credentialsFile: string | undefined): AwsFiles {
  const credentials = credentialsFile ?? defaultCredentialsFile(surroundings)
  return { config: defaultConfigFile(surroundings), credentials }
}

const known = new WeakMap<Server, Load>()

/** The load with the SDK's own files, which finds a region and, in HashiCorp's wrapper, the settings of the endpoint. */
export function loadDefaults(server: Server): Load {
  const loaded = known.get(server) ?? load(server, {})
  known.set(server, loaded)
  return loaded
}

/** The load that finds credentials: with the stanza's file and profile, and with `default` when there is such a profile. */
export function loadForCredentials(server: Server): Load {
  const { surroundings } = server
  const credentialsFile = stanzaText(server, 'shared_creds_filename')
  const named = surroundings.environment.read(profileName) || stanzaText(server, 'shared_creds_profile')
  const profile = named || (hasDefaultProfile(server, credentialsFile) ? 'default' : undefined)
  return load(server, { profile, credentialsFile })
}

/** The probe that the wrapper makes: a faulty `default` is there, too. It looks into the usual credentials file. */
function hasDefaultProfile({ surroundings, release }: Loader, credentialsFile: string): boolean {
  const files = filesOf(surroundings, credentialsFile === '' ? undefined : credentialsFile)
  try {
    checkEnvironment(surroundings.environment, release.credentials)
    return loadProfile('default', loadSections(files, surroundings), release.credentials) !== undefined
  } catch (error) {
    if (error instanceof Refusal) return true
    throw error
  }
}

const bundleName = 'AWS_CA_BUNDLE'

/** The wrapper brings its own HTTP client, to which a certificate bundle cannot be added. */
export function refuseBundle(surroundings: Surroundings, load: Load): void {
  if (bundleOf(surroundings, load) === '') return
  throw new Refusal('unable to add custom RootCAs HTTPClient, has no WithTransportOptions, *http.Client')
}

/** Where the SDK makes the client, as it does to find a region, the bundle need only be good. */
export function checkBundle(surroundings: Surroundings, load: Load): void {
  const path = bundleOf(surroundings, load)
  const found = surroundings.disk.find(path)
  if (path === '' || (found.kind === 'file' && hasCertificate(found.text))) return
  throw new Refusal('failed to load custom CA bundle PEM file')
}

function bundleOf({ environment, disk }: Surroundings, { profile }: Load): string {
  const path = environment.read(bundleName) || (profile ? entryText(profile, 'ca_bundle') : '')
  const { kind } = path === '' ? { kind: 'file' } : disk.find(path)
  if (kind === 'missing') throw new Refusal(`open ${path}: no such file or directory`)
  if (kind === 'directory') throw new Refusal(`read ${path}: is a directory`)
  return path
}

/** A switch of the environment, or else of the profile. */
export function isOn(
  { environment }: Surroundings,
  profile: SharedProfile | undefined,
  name: string,
  key: string,
): boolean {
  const value = environment.read(name)
  if (value !== '') return value.toLowerCase() === 'true'
  return profile !== undefined && entryText(profile, key).toLowerCase() === 'true'
}

/** How often a request is made before its failure counts. */
export function attemptsOf({ environment }: Surroundings, profile: SharedProfile | undefined): number {
  const given = Number(environment.read('AWS_MAX_ATTEMPTS'))
  const attempts = given || (profile && parseAnyBase(entryText(profile, 'max_attempts'))) || 0
  return attempts > 0 ? attempts : 3
}
