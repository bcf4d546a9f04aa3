/**
 * KMS as a server's own principal. Its credentials come from what was loaded of that server, never from this machine: no command is
 * run, no metadata address and no file is asked, so whoever wrote those files moves nothing here. A role is assumed through STS as the
 * server would. Both services are asked where the server has them: without an endpoint the SDK would take this machine's.
 */
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { AnyConnection } from '../../shared/domain/connection.ts'
import type { KmsPlace, ServerPrincipal } from '../seal/ports.ts'
import { ChainTrace } from './chain-trace.ts'
import { placeEndpoint, requireRegion } from './connection-settings.ts'
import { AwsKmsSession } from './kms-session.ts'
import { isLoopback } from './proxy.ts'
import type { AwsCredentials, ResolutionContext, ResolvedCredentials } from './resolution.ts'
import { withTrace } from './resolution.ts'
import { assumedRole, webIdentityCredentials } from './role-credentials.ts'
import { type AwsFiles, mergeAwsFiles } from './shared-files.ts'
import type { Transport } from './transport.ts'
import type { AwsWorld, KnownServer } from './world.ts'

export type ResolvedConnection = Extract<AnyConnection, { kind: 'resolved' }>

const absentFile = { path: '', exists: false, text: undefined }
const noFiles: AwsFiles = {
  paths: { config: '', credentials: '' },
  stamp: '',
  ...mergeAwsFiles(absentFile, absentFile),
}

/** Opens a session as the principal of a handle. Throws `no-credentials` with the reason where it cannot be had from here. */
export async function openServer(
  world: AwsWorld,
  transport: Transport,
  connection: ResolvedConnection,
  place: KmsPlace,
): Promise<AwsKmsSession> {
  const server = await knownServer(world, connection.handle)
  const region = requireRegion(place.region || server.region || '')
  const { kmsEndpoint, stsEndpoint } = await endpoints(world, server, region, place)
  const handler = () => (isLoopback(kmsEndpoint) ? transport.direct() : transport.handler())
  let resolved: Promise<ResolvedCredentials> | undefined
  const credentials = () => {
    resolved ??= obtain(world, server, region, stsEndpoint, handler)
    resolved.catch(() => {
      resolved = undefined
    })
    return resolved
  }
  return new AwsKmsSession({
    connection,
    region,
    kmsEndpoint,
    stsEndpoint,
    profile: undefined,
    credentials,
    handler,
    userAgentApp: world.userAgentApp,
    isSelfContained: true,
    clock: world.clock,
    callers: new WeakMap(),
  })
}

/** Where both services are, each asked about where somebody named it. */
async function endpoints(world: AwsWorld, server: KnownServer, region: string, place: KmsPlace) {
  const own = server.ownEndpoints(region)
  const kmsNamed = placeEndpoint(place) ?? placeEndpoint(server)
  // Keys for a KMS on this machine are made up by its makers: AWS's own STS would know nothing of them.
  const beside = kmsNamed && isLoopback(kmsNamed) ? kmsNamed : undefined
  const stsNamed = placeEndpoint({ endpoint: server.stsEndpoint ?? '' }) ?? beside
  for (const named of [kmsNamed, stsNamed]) if (named) await requireAllowed(world, named)
  return { kmsEndpoint: kmsNamed ?? own.kms, stsEndpoint: stsNamed ?? own.sts }
}

const awsHost =
  /^(?:vpce-[a-z0-9-]+\.)?(?:kms|sts)(?:-fips)?(?:\.[a-z0-9-]+)?(?:\.vpce)?\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu))$/

/** The endpoint may be chosen by whoever chose the configuration, and what is signed with goes there. */
async function requireAllowed({ allowHost, sandbox }: AwsWorld, endpoint: string): Promise<void> {
  if (!allowHost) return
  const { protocol, hostname, origin } = new URL(endpoint)
  if (protocol === 'https:' && awsHost.test(hostname)) return
  const own = await sandbox().catch(() => undefined)
  if (own && new URL(own.endpoint).origin === origin) return
  if (!(await allowHost(origin)))
    throw new DiagnosedError('endpoint-invalid', { endpoint: origin, reason: 'host-not-allowed' })
}

async function knownServer(
  { server }: AwsWorld,
  handle: string,
): Promise<KnownServer & { principal: ServerPrincipal }> {
  const known = server && (await server(handle))
  if (!known) throw new DiagnosedError('no-credentials', { source: 'server', reason: 'handle-unknown' })
  const { principal } = known
  if (typeof principal === 'string') throw new DiagnosedError('no-credentials', { source: 'server', reason: principal })
  return { ...known, principal }
}

async function obtain(
  world: AwsWorld,
  { principal }: { principal: ServerPrincipal },
  region: string,
  stsEndpoint: string,
  handler: () => ReturnType<Transport['handler']>,
): Promise<ResolvedCredentials> {
  const trace = new ChainTrace()
  const context: ResolutionContext = {
    // Nothing but the endpoint that was allowed: any other name could lead the token elsewhere.
    world: { ...world, environment: { AWS_ENDPOINT_URL_STS: stsEndpoint } },
    isSelfContained: true,
    files: noFiles,
    profile: 'default',
    region,
    handler: await handler(),
    trace,
  }
  try {
    const identity = await identityOf(principal, context)
    if (!principal.role) trace.used(sourceOf(principal), 'found')
    return { identity, source: sourceOf(principal), trace: trace.links() }
  } catch (error) {
    throw withTrace(error, trace)
  }
}

async function identityOf({ keys, role }: ServerPrincipal, context: ResolutionContext): Promise<AwsCredentials> {
  const origin = { kind: 'server' }
  if (role?.token) {
    const { arn, sessionName, token } = role
    const identity = { roleArn: arn, token: token.reveal(), ...(sessionName && { sessionName }) }
    return webIdentityCredentials(identity, origin, context)
  }
  if (!keys) throw new DiagnosedError('no-credentials', { source: 'server' })
  const base: AwsCredentials = {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey.reveal(),
    ...(keys.sessionToken && { sessionToken: keys.sessionToken.reveal() }),
  }
  return role ? assumedRole(role, base, origin, context) : base
}

function sourceOf({ outcome, role }: ServerPrincipal): ResolvedCredentials['source'] {
  if (role) return role.token ? 'web-identity' : 'assume-role'
  return outcome === 'environment' ? 'environment' : 'static'
}
