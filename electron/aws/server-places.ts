/**
 * Where a server's KMS and STS are, and whether its requests may go there. The endpoint may be chosen by whoever chose the configuration,
 * and what is signed with goes there: so what is neither AWS's nor the sandbox's is asked about, for this principal alone and before
 * anything is sent. STS is looked at only when it is needed: a server with keys of its own never asks it.
 */
import { createHash } from 'node:crypto'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { CallOptions, KmsPlace, ServerPrincipal } from '../seal/ports.ts'
import { abortError, stopIfAborted } from './abort.ts'
import { placeEndpoint } from './connection-settings.ts'
import { isLoopback } from './proxy.ts'
import type { AwsWorld, KnownServer } from './world.ts'

export type Service = 'kms' | 'sts'

export interface ServerPlaces {
  /** Throws `endpoint-invalid`, and `region-missing` where AWS's own endpoint would be that of no region. */
  endpoint(service: Service): string
  /** Throws `endpoint-invalid` where the user does not allow it. */
  requireAllowed(service: Service, options?: CallOptions): Promise<void>
}

export function serverPlaces(
  world: AwsWorld,
  server: KnownServer & { principal: ServerPrincipal },
  region: string,
  place: KmsPlace,
): ServerPlaces {
  const kms = placeEndpoint(place) ?? placeEndpoint(server)
  // Keys for a KMS on this machine are made up by its makers: AWS's own STS would know nothing of them.
  const beside = kms && isLoopback(kms) ? kms : undefined
  const sts = () => placeEndpoint({ endpoint: server.stsEndpoint ?? '' }) ?? beside
  const named = (service: Service) => (service === 'kms' ? kms : sts())
  const foreign = (service: Service) => foreignOrigin(world, named(service))

  return {
    endpoint: (service) => named(service) ?? server.ownEndpoints(requireAwsRegion(region))[service],
    async requireAllowed(service, options = {}) {
      if (!world.allowHost || !foreign(service)) return
      // One question for both: who lets the keys go to one place sees where else they may go.
      const origins = [foreign('kms'), orNothing(() => foreign('sts'))].filter((origin) => origin !== undefined)
      const question = { ...nameOf(server.principal), origins: [...new Set(origins)] }
      stopIfAborted(options.signal)
      if (await world.allowHost(question, options)) return
      if (options.signal?.aborted) throw abortError()
      throw new DiagnosedError('endpoint-invalid', { endpoint: foreign(service) ?? '', reason: 'host-not-allowed' })
    },
  }
}

const awsRegion = '[a-z]{2,5}(?:-[a-z]{2,12}){1,2}-\\d{1,2}'

/** AWS's own hosts of both services. The label of the region has to be one: `kms.s3.amazonaws.com` is a bucket, which may be anyone's. */
const awsHosts = [
  /^sts\.amazonaws\.com$/,
  new RegExp(
    `^(?:kms|sts)(?:-fips)?\\.${awsRegion}\\.(?:amazonaws\\.(?:com|com\\.cn|eu)|api\\.aws|api\\.amazonwebservices\\.(?:com\\.cn|eu))$`,
  ),
  new RegExp(`^vpce-[a-z0-9-]+\\.(?:kms|sts)(?:-fips)?\\.${awsRegion}\\.vpce\\.amazonaws\\.com(?:\\.cn)?$`),
]

function requireAwsRegion(region: string): string {
  if (new RegExp(`^${awsRegion}$`).test(region)) return region
  throw new DiagnosedError('region-missing', { region, reason: 'not-a-region' })
}

/** The origin of an endpoint that belongs neither to AWS nor to the sandbox that runs. */
function foreignOrigin({ sandboxEndpoint }: AwsWorld, endpoint: string | undefined): string | undefined {
  if (endpoint === undefined) return undefined
  const { protocol, hostname, port, origin } = new URL(endpoint)
  if (protocol === 'https:' && port === '' && awsHosts.some((host) => host.test(hostname))) return undefined
  const own = sandboxEndpoint?.()
  return own !== undefined && new URL(own).origin === origin ? undefined : origin
}

/** Everything that it signs with or presents: the same id with another's secret or token is another principal. */
function nameOf({ keys, role }: ServerPrincipal): { principal: string; name: string } {
  const proofs = [
    keys?.accessKeyId,
    keys?.secretAccessKey.reveal(),
    keys?.sessionToken?.reveal(),
    role?.token?.reveal(),
  ]
  const principal = createHash('sha256')
    .update(JSON.stringify([...proofs, role?.arn]))
    .digest('hex')
  return { principal, name: role?.arn ?? keys?.accessKeyId ?? '' }
}

/** What is read, or nothing where it cannot be. */
export function orNothing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
