/**
 * KMS as a server's own principal. Its credentials come from what was loaded of that server, never from this machine: no command is
 * run, no metadata address and no file is asked, so whoever wrote those files moves nothing here. A role is assumed through STS as the
 * server would. Both services are asked where the server has them: without an endpoint the SDK would take this machine's.
 */
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { AnyConnection } from '../../shared/domain/connection.ts'
import type { CallOptions, KmsPlace, ServerPrincipal } from '../seal/ports.ts'
import { ChainTrace } from './chain-trace.ts'
import { requireRegion } from './connection-settings.ts'
import { AwsKmsSession } from './kms-session.ts'
import { isLoopback } from './proxy.ts'
import type { AwsCredentials, ResolutionContext, ResolvedCredentials } from './resolution.ts'
import { withTrace } from './resolution.ts'
import { assumedRole, webIdentityCredentials } from './role-credentials.ts'
import { orNothing, type Service, serverPlaces } from './server-places.ts'
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
  options: CallOptions,
): Promise<AwsKmsSession> {
  const server = await knownServer(world, connection.handle)
  const region = requireRegion(place.region || server.region || '')
  const places = serverPlaces(world, server, region, place)
  const kmsEndpoint = places.endpoint('kms')
  await places.requireAllowed('kms', options)
  if (server.principal.role) await places.requireAllowed('sts', options)
  const handler = async (service: Service, call: CallOptions = {}) => {
    await places.requireAllowed(service, call)
    return isLoopback(places.endpoint(service)) ? transport.direct() : transport.handler()
  }
  const sts = async () => ({ endpoint: places.endpoint('sts'), handler: await handler('sts') })
  return new AwsKmsSession({
    connection,
    region,
    kmsEndpoint,
    // Where it is none, asking for the handler says why.
    stsEndpoint: orNothing(() => places.endpoint('sts')),
    profile: undefined,
    credentials: untilItFails(() => obtain(world, server.principal, region, sts)),
    handler,
    userAgentApp: world.userAgentApp,
    isSelfContained: true,
    clock: world.clock,
    callers: new WeakMap(),
  })
}

/** What is obtained once serves every later call; after a failure the next call tries anew. */
function untilItFails<T>(obtain: () => Promise<T>): () => Promise<T> {
  let obtained: Promise<T> | undefined
  return () => {
    obtained ??= obtain()
    obtained.catch(() => {
      obtained = undefined
    })
    return obtained
  }
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
  principal: ServerPrincipal,
  region: string,
  sts: () => Promise<Sts>,
): Promise<ResolvedCredentials> {
  const trace = new ChainTrace()
  const source = sourceOf(principal)
  const { role } = principal
  try {
    if (role) {
      const identity = await assume(principal, role, contextOf(world, region, await sts(), trace))
      return { identity, source, trace: trace.links() }
    }
    const identity = keysOf(principal)
    trace.used(source, 'found')
    return { identity, source, trace: trace.links() }
  } catch (error) {
    throw withTrace(error, trace)
  }
}

interface Sts {
  endpoint: string
  handler: NodeHttpHandler
}

function contextOf(world: AwsWorld, region: string, { endpoint, handler }: Sts, trace: ChainTrace): ResolutionContext {
  return {
    // Nothing but the endpoint that was allowed: any other name could lead the token elsewhere.
    world: { ...world, environment: { AWS_ENDPOINT_URL_STS: endpoint } },
    isSelfContained: true,
    files: noFiles,
    profile: 'default',
    region,
    handler,
    trace,
  }
}

type Role = NonNullable<ServerPrincipal['role']>

async function assume(principal: ServerPrincipal, role: Role, context: ResolutionContext): Promise<AwsCredentials> {
  const origin = { kind: 'server' }
  const { arn, sessionName, token } = role
  if (!token) return assumedRole(role, keysOf(principal), origin, context)
  const identity = { roleArn: arn, token: token.reveal(), ...(sessionName && { sessionName }) }
  return webIdentityCredentials(identity, origin, context)
}

function keysOf({ keys }: ServerPrincipal): AwsCredentials {
  if (!keys) throw new DiagnosedError('no-credentials', { source: 'server' })
  return {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey.reveal(),
    ...(keys.sessionToken && { sessionToken: keys.sessionToken.reveal() }),
  }
}

function sourceOf({ outcome, role }: ServerPrincipal): ResolvedCredentials['source'] {
  if (role) return role.token ? 'web-identity' : 'assume-role'
  return outcome === 'environment' ? 'environment' : 'static'
}
