/**
 * What the core needs from the world, as interfaces: adapters in `electron/aws` fill them, fakes stand in for them in
 * tests, and one port suite holds both to the same behaviour. Nothing here knows the SDK, Electron or a file.
 *
 * Every method throws `DiagnosedError` for a failure of the world and an `AbortError` when its signal is aborted.
 */
import type { AnyConnection, Connection } from '../../shared/domain/connection.ts'
import type { ConnectionRoutes } from '../../shared/domain/connection-routes.ts'
import type { CredentialOutcome } from '../../shared/domain/effective-configuration.ts'
import type { Identity, IdentityList } from '../../shared/domain/identity.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import type { KeyDescription, KeyRotation, ListedAlias } from '../../shared/domain/kms-key.ts'
import type { Secret } from './secret.ts'

/** An answer of AWS with the id of its request. */
export interface Answer<T> {
  value: T
  requestId?: string
}

export interface CallOptions {
  signal?: AbortSignal
}

/** The cryptographic half of KMS: all that a wrapper uses. Bytes are raw; plaintext is 1 to 4096 bytes. */
export interface KmsCipher {
  /** KMS Encrypt without an encryption context. `keyArn` is the key that really encrypted, also for an alias. */
  encrypt(
    key: KeyReference,
    plaintext: Uint8Array,
    options?: CallOptions,
  ): Promise<Answer<{ ciphertext: Uint8Array; keyArn: string }>>
  /** KMS Decrypt without KeyId: the ciphertext names its key itself. */
  decrypt(
    ciphertext: Uint8Array,
    options?: CallOptions,
  ): Promise<Answer<{ plaintext: Uint8Array; keyArn: string; keyMaterialId?: string }>>
}

/** Who STS says the caller is; which connection that was its user knows. */
export type CallerIdentity = Omit<Identity, 'connection'>

/** KMS as one identity sees it in one region and at one endpoint. */
export interface KmsSession extends KmsCipher {
  readonly region: string
  readonly endpoint: string | undefined
  /** Who STS says we are. Asked once for a session and remembered. */
  callerIdentity(options?: CallOptions): Promise<Answer<CallerIdentity>>
  /** DescribeKey. `aliases` is empty here: listing them is another permission. */
  describeKey(key: KeyReference, options?: CallOptions): Promise<Answer<KeyDescription>>
  /** All keys, page by page. Ids and ARNs only. */
  listKeys(options?: CallOptions): AsyncIterable<{ keyId: string; keyArn: string }[]>
  /** All aliases, page by page; of one key where `keyId` is given. */
  listAliases(options?: CallOptions & { keyId?: string }): AsyncIterable<ListedAlias[]>
  /** GetKeyRotationStatus and ListKeyRotations with all key material, as one answer. `key` is a key id or key ARN. */
  keyRotation(key: string, options?: CallOptions): Promise<KeyRotation>
}

/** Where a seal's calls go, as its stanza says it; absent fields follow the connection. */
export interface KmsPlace {
  region?: string
  endpoint?: string
}

/** Opens KMS for a connection. Credentials are fetched lazily, by the first call. */
export interface KmsAccess {
  open(connection: AnyConnection, place?: KmsPlace, options?: CallOptions): Promise<KmsSession>
}

/** With what a server signs: keys, or the role that it assumes with keys or with a token. Complete, or there is none. */
export interface ServerPrincipal {
  outcome: CredentialOutcome
  keys?: { accessKeyId: string; secretAccessKey: Secret; sessionToken?: Secret }
  role?: { arn: string; sessionName?: string; externalId?: string; token?: Secret }
}

/** The identities that this machine offers, and the one in use. */
export interface Identities {
  list(options?: CallOptions): Promise<IdentityList>
  /** Makes a connection the current one after proving it with STS; on failure the former one stays. */
  use(connection: Connection, options?: CallOptions & { mfaCode?: string }): Promise<Identity>
  current(): Promise<Identity | undefined>
  /** Where the requests of a connection go. Throws what would keep them from being sent: no region, a bad proxy or CA file. */
  routes(connection: Connection, options?: CallOptions): Promise<ConnectionRoutes>
}

/** Time for the core: wall time as a Date, and a monotonic clock in milliseconds for durations. */
export interface Clock {
  now(): Date
  monotonicMs(): number
}
