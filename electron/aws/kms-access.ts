/**
 * Opens KMS for a connection: works out region, endpoints, certificate authorities and credentials, and keeps what it
 * built for the next time. A session belongs to one connection and one place for good; when the AWS files change, the
 * next opening builds another.
 */
import { type AnyConnection, type Connection, connectionKey } from '../../shared/domain/connection.ts'
import type { Identity } from '../../shared/domain/identity.ts'
import type { CallOptions, KmsAccess, KmsPlace } from '../seal/ports.ts'
import { stopIfAborted, unlessAborted } from './abort.ts'
import { ChainTrace } from './chain-trace.ts'
import {
  caFileOf,
  endpointOf,
  placeEndpoint,
  profileNameOf,
  type RemoteConnection,
  regionOf,
  requireRegion,
} from './connection-settings.ts'
import { createCredentialCache } from './credential-cache.ts'
import { requireProfile, resolveEnvironment, resolveProfile } from './credential-chain.ts'
import { AwsKmsSession } from './kms-session.ts'
import { isLoopback } from './proxy.ts'
import type { ResolvedCredentials } from './resolution.ts'
import { openServer } from './server-session.ts'
import { type AwsFiles, awsFilePaths, awsFilesStamp, readAwsFiles } from './shared-files.ts'
import { createTransport } from './transport.ts'
import type { AwsWorld } from './world.ts'

export type { AwsWorld } from './world.ts'

/** The access port with what the identities need besides. */
export interface AwsKmsAccess extends KmsAccess {
  open(connection: AnyConnection, place?: KmsPlace, options?: CallOptions): Promise<AwsKmsSession>
  /** Obtains credentials afresh and asks STS who they are; on success they serve every later call of the connection. */
  prove(connection: Connection, options?: CallOptions & { mfaCode?: string }): Promise<Identity>
  /** The AWS files as they are now. */
  files(): Promise<AwsFiles>
  /** Closes every connection to AWS and to the sandbox. */
  close(): void
}

const keptSessions = 32

/** Makes the access to KMS for this machine. Loads nothing of the SDK before the first call of a session. */
export function createKmsAccess(world: AwsWorld): AwsKmsAccess {
  const transport = createTransport(world)
  const cache = createCredentialCache(() => world.clock.now().getTime())
  const callers = new WeakMap<ResolvedCredentials, string>()
  const sessions = new Map<string, { stamp: string; session: AwsKmsSession }>()
  let lastFiles: Promise<AwsFiles> | undefined

  async function files(): Promise<AwsFiles> {
    const known = await lastFiles
    if (known && known.stamp === (await awsFilesStamp(awsFilePaths(world)))) return known
    lastFiles = readAwsFiles(world)
    return lastFiles
  }

  function kept(key: string, stamp: string, build: () => AwsKmsSession): AwsKmsSession {
    const known = sessions.get(key)
    sessions.delete(key)
    const session = known?.stamp === stamp ? known.session : build()
    sessions.set(key, { stamp, session })
    for (const oldest of [...sessions.keys()].slice(0, -keptSessions)) sessions.delete(oldest)
    return session
  }

  async function openSandbox(place: KmsPlace): Promise<AwsKmsSession> {
    const sandbox = await world.sandbox()
    const region = requireRegion(place.region || sandbox.region)
    const kmsEndpoint = placeEndpoint(place) ?? sandbox.endpoint
    const stamp = JSON.stringify([sandbox.endpoint, sandbox.accessKeyId])
    const resolved: ResolvedCredentials = {
      identity: { accessKeyId: sandbox.accessKeyId, secretAccessKey: sandbox.secretAccessKey.reveal() },
      source: 'sandbox',
      trace: [{ link: 'sandbox', outcome: 'used', reason: 'sandbox-key' }],
    }
    return kept(JSON.stringify(['sandbox', region, kmsEndpoint]), stamp, () => {
      return new AwsKmsSession({
        connection: { kind: 'sandbox' },
        region,
        kmsEndpoint,
        stsEndpoint: sandbox.endpoint,
        profile: undefined,
        credentials: async () => resolved,
        handler: () => (isLoopback(kmsEndpoint) ? transport.direct() : transport.handler()),
        userAgentApp: world.userAgentApp,
        clock: world.clock,
        callers,
      })
    })
  }

  async function openRemote(connection: RemoteConnection, place: KmsPlace): Promise<AwsKmsSession> {
    const read = await files()
    const { environment } = world
    const profile = profileNameOf(connection, environment)
    requireProfile(connection, environment, read)
    const region = requireRegion(place.region || regionOf(connection, environment, read))
    const kmsEndpoint = placeEndpoint(place) ?? endpointOf('kms', environment, read, profile)
    const stsEndpoint = endpointOf('sts', environment, read, profile)
    const caFile = caFileOf(environment, read, profile)
    const key = connectionKey(connection)
    return kept(JSON.stringify([key, region, kmsEndpoint]), read.stamp, () => {
      return new AwsKmsSession({
        connection,
        region,
        kmsEndpoint,
        stsEndpoint,
        profile,
        credentials: () => cache.get(key, read.stamp, () => resolve(connection, read, region)),
        handler: () => transport.handler(caFile),
        userAgentApp: world.userAgentApp,
        clock: world.clock,
        callers,
      })
    })
  }

  async function resolve(
    connection: RemoteConnection,
    read: AwsFiles,
    region: string,
    mfaCode?: string,
  ): Promise<ResolvedCredentials> {
    const profile = profileNameOf(connection, world.environment)
    const handler = await transport.handler(caFileOf(world.environment, read, profile))
    const context = {
      world,
      files: read,
      profile,
      region,
      handler,
      trace: new ChainTrace(),
      ...(mfaCode && { mfaCode }),
    }
    return connection.kind === 'profile' ? resolveProfile(context) : resolveEnvironment(context)
  }

  async function renewCredentials(connection: RemoteConnection, mfaCode: string | undefined): Promise<void> {
    const read = await files()
    requireProfile(connection, world.environment, read)
    const region = requireRegion(regionOf(connection, world.environment, read))
    const credentials = await resolve(connection, read, region, mfaCode)
    cache.replace(connectionKey(connection), read.stamp, credentials)
  }

  async function open(connection: AnyConnection, place: KmsPlace = {}, { signal }: CallOptions = {}) {
    stopIfAborted(signal)
    if (connection.kind === 'resolved') {
      return unlessAborted(openServer(world, transport, connection, place, signal ? { signal } : {}), signal)
    }
    const opened = connection.kind === 'sandbox' ? openSandbox(place) : openRemote(connection, place)
    return unlessAborted(opened, signal)
  }

  return {
    open,
    files,
    async prove(connection, { mfaCode, signal } = {}) {
      stopIfAborted(signal)
      if (connection.kind !== 'sandbox') await unlessAborted(renewCredentials(connection, mfaCode), signal)
      const session = await open(connection, {}, signal ? { signal } : {})
      session.forgetCaller()
      return { connection, ...(await session.callerIdentity(signal ? { signal } : {})).value }
    },
    close: () => transport.destroy(),
  }
}
