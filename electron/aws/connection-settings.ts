/**
 * Where a connection's calls go: region, endpoints of KMS and STS, and further certificate authorities, each from the
 * place that wins by AWS's rules. Pure. It says nothing about credentials.
 */
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { KmsPlace } from '../seal/ports.ts'
import type { AwsFiles, FileSection } from './shared-files.ts'
import { type Environment, variable } from './world.ts'

export type RemoteConnection = Exclude<Connection, { kind: 'sandbox' }>
export type ServiceName = 'kms' | 'sts' | 'sso' | 'sso_oidc'

/** The name of the profile whose settings apply; for the environment the one that AWS_PROFILE names, or `default`. */
export function profileNameOf(connection: RemoteConnection, environment: Environment): string {
  return connection.kind === 'profile' ? connection.profile : (variable(environment, 'AWS_PROFILE') ?? 'default')
}

/** The region of a connection: its own, the profile's or the environment's. Throws `region-missing`. */
export function regionOf(connection: RemoteConnection, environment: Environment, files: AwsFiles): string {
  const profile = profileNameOf(connection, environment)
  const fromProfile = files.profiles.get(profile)?.text('region')
  const fromEnvironment = variable(environment, 'AWS_REGION') ?? variable(environment, 'AWS_DEFAULT_REGION')
  // A profile that the user chose brings its own region along; in the environment the variables come first.
  const inherited = connection.kind === 'profile' ? (fromProfile ?? fromEnvironment) : (fromEnvironment ?? fromProfile)
  const region = connection.region ?? inherited
  if (region === undefined) throw new DiagnosedError('region-missing', { profile })
  return region
}

/** Throws `region-missing` for a text that could not be part of a host name. */
export function requireRegion(region: string): string {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(region)) return region
  throw new DiagnosedError('region-missing', { region, reason: 'not-a-region' })
}

/**
 * The configured endpoint of a service, undefined for AWS's own. Order: AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the
 * profile's `services` section, its `endpoint_url`; all of them off with AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.
 */
export function endpointOf(
  service: ServiceName,
  environment: Environment,
  files: AwsFiles,
  profileName: string,
): string | undefined {
  const profile = files.profiles.get(profileName)
  if (ignoresEndpoints(environment, profile)) return undefined
  const services = files.services.get(profile?.text('services') ?? '')
  const configured =
    variable(environment, `AWS_ENDPOINT_URL_${service.toUpperCase()}`) ??
    variable(environment, 'AWS_ENDPOINT_URL') ??
    services?.nested(service).get('endpoint_url') ??
    profile?.text('endpoint_url')
  return configured && requireEndpoint(configured)
}

/** The endpoint that a seal names for KMS, if any. It moves KMS only; STS stays where the connection has it. */
export function placeEndpoint(place: KmsPlace): string | undefined {
  return place.endpoint ? requireEndpoint(place.endpoint) : undefined
}

/** The file of further certificate authorities. */
export function caFileOf(environment: Environment, files: AwsFiles, profileName: string): string | undefined {
  return variable(environment, 'AWS_CA_BUNDLE') ?? files.profiles.get(profileName)?.text('ca_bundle')
}

/** An endpoint is shown in replies and exports, so one that carries a password or a token is refused and not echoed. */
function requireEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || !url.hostname)
    throw new DiagnosedError('endpoint-invalid', { endpoint: withoutSecrets(endpoint) })
  const reason =
    url.username || url.password ? 'endpoint-with-credentials' : url.search ? 'endpoint-with-query' : undefined
  if (reason) throw new DiagnosedError('endpoint-invalid', { endpoint: url.origin + url.pathname, reason })
  return endpoint
}

/** What may be shown of a text that is no endpoint: nothing before an `@`, nothing of a query. */
function withoutSecrets(text: string): string {
  const bare = text.replace(/^([a-z][a-z0-9+.-]*:)?([/\\]*).*@/is, '$1$2')
  return bare.replace(/[?#].*$/s, '')
}

function ignoresEndpoints(environment: Environment, profile: FileSection | undefined): boolean {
  const wanted =
    variable(environment, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ?? profile?.text('ignore_configured_endpoint_urls')
  return wanted?.toLowerCase() === 'true'
}
