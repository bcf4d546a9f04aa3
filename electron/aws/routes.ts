/** Where the requests of a connection go, told without sending one: what a company's network has to let through. */
import type { Connection } from '../../shared/domain/connection.ts'
import type { ConnectionRoutes } from '../../shared/domain/connection-routes.ts'
import {
  caFileOf,
  endpointOf,
  profileNameOf,
  type RemoteConnection,
  regionOf,
  requireRegion,
} from './connection-settings.ts'
import { proxyPlace } from './proxy.ts'
import type { AwsFiles } from './shared-files.ts'
import { proxyOf, readPem } from './transport.ts'
import { type AwsWorld, variable } from './world.ts'

type Service = ConnectionRoutes['services'][number]['service']

const services = ['kms', 'sts'] as const

/** Throws what would keep a request from being sent: no region, a proxy or a CA file that cannot be used. */
export async function routesOf(world: AwsWorld, files: AwsFiles, connection: Connection): Promise<ConnectionRoutes> {
  const proxiesBy = world.proxyFor ? 'system' : 'environment'
  if (connection.kind === 'sandbox') {
    const { endpoint, region } = await world.sandbox()
    return { region, services: services.map((service) => ({ service, endpoint, isConfigured: false })), proxiesBy }
  }
  const profile = profileNameOf(connection, world.environment)
  const region = requireRegion(regionOf(connection, world.environment, files))
  const route = async (service: Service) => {
    const configured = endpointOf(service, world.environment, files, profile)
    const endpoint = new URL(configured ?? (await awsEndpoint(service, region, profile))).origin
    const proxy = await proxyOf(world, `${endpoint}/`)
    const place = proxy && proxyPlace(proxy)
    return { service, endpoint, isConfigured: configured !== undefined, ...(place && { proxy: place }) }
  }
  const caBundle = await caBundleOf(world, files, connection)
  return { region, services: await Promise.all(services.map(route)), proxiesBy, ...(caBundle && { caBundle }) }
}

/** AWS's own, FIPS and dual-stack as the SDK finds them set. */
async function awsEndpoint(service: Service, region: string, profile: string): Promise<string> {
  const { config } = await clientOf(service, { region, profile })
  const { useFipsEndpoint: fips, useDualstackEndpoint: dualStack, endpointProvider } = config
  return endpointProvider({ Region: region, UseFIPS: await fips(), UseDualStack: await dualStack() }).url.href
}

async function clientOf(service: Service, settings: { region: string; profile: string }) {
  if (service === 'kms') return new (await import('@aws-sdk/client-kms')).KMSClient(settings)
  return new (await import('@aws-sdk/client-sts')).STSClient(settings)
}

async function caBundleOf(
  { environment }: AwsWorld,
  files: AwsFiles,
  connection: RemoteConnection,
): Promise<ConnectionRoutes['caBundle']> {
  const path = caFileOf(environment, files, profileNameOf(connection, environment))
  if (path === undefined) return undefined
  const certificates = (await readPem(path)).split('-----BEGIN CERTIFICATE-----').length - 1
  const namedBy = variable(environment, 'AWS_CA_BUNDLE') === undefined ? 'ca_bundle' : 'AWS_CA_BUNDLE'
  return { path, namedBy, certificates }
}
