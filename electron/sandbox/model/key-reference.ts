/**
 * From a key reference to a key that the caller may use for the operation, with AWS's refusals. A bare id and a bare
 * alias mean the caller's own account and the region that was signed for; an ARN names both.
 */
import { invalidGrantToken, notFound, ServiceError } from '../service-error.ts'
import { type AccessRequest, authorize, hiddenResource, refusal } from './access.ts'
import { arnOf, parseARN } from './arn.ts'
import type { EncryptionContext } from './ciphertext.ts'
import { requestFacts } from './facts.ts'
import { type GrantRecord, grantAllows } from './grant.ts'
import { type KeyRecord, keyArn, keyPolicy } from './key.ts'
import type { Caller } from './principal.ts'
import type { Propagation } from './propagation.ts'
import type { World } from './world.ts'

/** Where a reference is read, and who asks for what. */
export interface AccessScope {
  readonly world: World
  readonly propagation: Propagation
  readonly region: string
  readonly caller: Caller
  readonly operation: string
}

/** What a request says beside the key, for policies and grants that depend on it. */
export interface AccessDetails {
  readonly encryptionContext?: EncryptionContext | undefined
  readonly grantTokens?: readonly string[] | undefined
  /** Where the permission has another name than the operation: `ReEncryptFrom`. */
  readonly permission?: string
  /** Condition keys of the operation itself, in lower case. */
  readonly more?: Readonly<Record<string, readonly string[]>>
}

/** Finds the key by id, key ARN, alias name or alias ARN. */
export function findKey(scope: AccessScope, reference: string, details: AccessDetails = {}): KeyRecord {
  return find(scope, reference, details, true)
}

/** Finds the key by id or key ARN: operations that manage a key take no alias. */
export function findKeyWithoutAlias(scope: AccessScope, reference: string, details: AccessDetails = {}): KeyRecord {
  return find(scope, reference, details, false)
}

function find(scope: AccessScope, reference: string, details: AccessDetails, takesAlias: boolean): KeyRecord {
  const { key, alias } = locate(scope, reference, takesAlias, details.permission ?? scope.operation)
  allow(scope, key, details, alias)
  return key
}

/** Finds the key by id or key ARN for an operation that needs no permission on it. */
export function locateKey(scope: AccessScope, reference: string): KeyRecord {
  return locate(scope, reference, false, scope.operation).key
}

interface Located {
  readonly key: KeyRecord
  /** The alias it was named by. */
  readonly alias: string | undefined
}

function locate(scope: AccessScope, reference: string, takesAlias: boolean, permission: string): Located {
  const { account, name } = readReference(scope, reference)
  const foreign = account !== scope.caller.account
  if (foreign && !crossAccount.has(permission)) throw hiddenResource(scope.caller, `kms:${permission}`)
  const isAlias = name.startsWith('alias/')
  if (isAlias && !takesAlias) throw notFound(`Invalid keyId '${reference}'`)
  const key = isAlias ? byAlias(scope, account, name) : byId(scope, account, name)
  if (key) return { key, alias: isAlias ? name : undefined }
  throw foreign ? hiddenResource(scope.caller, `kms:${permission}`) : missing(scope, account, name)
}

/** What another account can be allowed to do with a key; all else belongs to the owning account alone. */
const crossAccount: ReadonlySet<string> = new Set([
  'CreateGrant',
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GetKeyRotationStatus',
  'ListGrants',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
  'RevokeGrant',
])

/** Account and name of a reference: a key id or an alias name. */
function readReference({ region, caller }: AccessScope, reference: string): { account: string; name: string } {
  if (!reference.startsWith('arn:')) return { account: caller.account, name: reference }
  const arn = parseARN(reference)
  if (arn?.service !== 'kms') throw new ServiceError('InvalidArnException', `Invalid ARN ${reference}`)
  if (arn.region !== region) throw notFound(`Invalid arn ${arn.region}`)
  const { account, resource } = arn
  return { account, name: resource.startsWith('key/') ? resource.slice('key/'.length) : resource }
}

function byAlias(scope: AccessScope, account: string, name: string): KeyRecord | undefined {
  const place = { account, region: scope.region }
  const ring = scope.world.ring(place)
  const alias = scope.propagation.alias({ ...place, name }, ring.aliases.get(name))
  return alias && ring.keys.get(alias.targetKeyId)
}

function byId({ world, region }: AccessScope, account: string, id: string): KeyRecord | undefined {
  if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i.test(id))
    throw notFound(`Invalid keyId '${id}'`)
  return world.ring({ account, region }).keys.get(id)
}

function missing({ region }: AccessScope, account: string, name: string): ServiceError {
  if (name.startsWith('alias/')) return notFound(`Alias ${arnOf(region, account, name)} is not found.`)
  return notFound(`Key '${keyArn({ id: name, region, account })}' does not exist`)
}

/** Throws the refusal when policies and grants do not let the caller do it with this key. */
export function allow(scope: AccessScope, key: KeyRecord, details: AccessDetails = {}, requestAlias?: string): void {
  checkGrantTokens(scope, details.grantTokens)
  const grants = knownGrants(scope, key, details.grantTokens)
  authorize(accessRequest(scope, key, { ...details, grants, requestAlias }))
}

/** The grants that allow the caller what no policy does, or undefined when policies are enough. */
export function grantsInstead(
  scope: AccessScope,
  key: KeyRecord,
  details: AccessDetails,
): readonly GrantRecord[] | undefined {
  if (refusal(accessRequest(scope, key, details)) === undefined) return undefined
  const { caller, operation } = scope
  const request = { caller, operation, encryptionContext: details.encryptionContext ?? [] }
  return knownGrants(scope, key, details.grantTokens).filter((grant) => grantAllows(grant, request))
}

interface RequestDetails extends AccessDetails {
  readonly grants?: readonly GrantRecord[]
  readonly requestAlias?: string | undefined
}

function accessRequest(scope: AccessScope, key: KeyRecord, details: RequestDetails): AccessRequest {
  const { caller, region, world } = scope
  const { encryptionContext = [], grants = [], more, requestAlias } = details
  return {
    caller,
    action: `kms:${details.permission ?? scope.operation}`,
    resource: keyArn(key),
    facts: requestFacts({ caller, region, world, key, requestAlias, encryptionContext, more }),
    owner: { kind: 'key', account: key.account, policy: keyPolicy(key), grants, encryptionContext },
  }
}

/** A token may be of a grant on another key, which is of no use here; one of no grant at all is refused. */
function checkGrantTokens({ world, region }: AccessScope, tokens: readonly string[] = []): void {
  if (!tokens.every((token) => world.grantByToken(region, token))) throw invalidGrantToken()
}

/** A grant that is too new to be known everywhere counts only with its token. */
function knownGrants(scope: AccessScope, key: KeyRecord, tokens: readonly string[] = []): readonly GrantRecord[] {
  const grants = scope.world.ring(key).grantsOf(key.id)
  if (grants.size === 0) return []
  return [...grants.values()].filter(({ id, token }) => scope.propagation.isGrantKnown(id) || tokens.includes(token))
}

/** Throws the refusal when the caller's own policies do not allow an operation without a key. */
export function allowWithoutKey(scope: AccessScope, resource = '*', more?: AccessDetails['more']): void {
  const { caller, operation, region, world } = scope
  authorize({ caller, action: `kms:${operation}`, resource, facts: requestFacts({ caller, region, world, more }) })
}
