/**
 * From a key reference to a key, with AWS's refusals. A bare id and a bare alias mean the caller's own account and the
 * region that was signed for; an ARN names both, and a foreign one is refused before anything is looked up.
 */
import { notFound, ServiceError } from '../service-error.ts'
import { arnOf, parseARN } from './arn.ts'
import { type KeyRecord, keyArn } from './key.ts'
import { authorize } from './key-policy.ts'
import type { World } from './world.ts'

/** Where a reference is read: whose account, which region, and who asks for what (for a refusal's words). */
export interface ReferenceScope {
  readonly world: World
  readonly region: string
  readonly account: string
  readonly callerArn: string
  readonly operation: string
}

/** Finds the key by id, key ARN, alias name or alias ARN. */
export function findKey(scope: ReferenceScope, reference: string): KeyRecord {
  const local = localName(scope, reference)
  return local.startsWith('alias/') ? byAlias(scope, local) : byId(scope, local)
}

/** Finds the key by id or key ARN: operations that manage a key take no alias. */
export function findKeyWithoutAlias(scope: ReferenceScope, reference: string): KeyRecord {
  const local = localName(scope, reference)
  if (local.startsWith('alias/')) throw notFound(`Invalid keyId '${reference}'`)
  return byId(scope, local)
}

/** The reference without account and region: a key id or an alias name. */
function localName(scope: ReferenceScope, reference: string): string {
  if (!reference.startsWith('arn:')) return reference
  const arn = parseARN(reference)
  if (arn?.service !== 'kms') throw new ServiceError('InvalidArnException', `Invalid ARN ${reference}`)
  if (arn.region !== scope.region) throw notFound(`Invalid arn ${arn.region}`)
  if (arn.account !== scope.account) throw foreignKey(scope)
  return arn.resource.startsWith('key/') ? arn.resource.slice('key/'.length) : arn.resource
}

function byAlias(scope: ReferenceScope, name: string): KeyRecord {
  const ring = scope.world.ring(scope.region)
  const key = ring.keys.get(ring.aliases.get(name)?.targetKeyId ?? '')
  if (key) return allowed(scope, key)
  throw notFound(`Alias ${arnOf(scope.region, scope.account, name)} is not found.`)
}

function byId(scope: ReferenceScope, id: string): KeyRecord {
  if (!/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i.test(id))
    throw notFound(`Invalid keyId '${id}'`)
  const key = scope.world.ring(scope.region).keys.get(id)
  if (key) return allowed(scope, key)
  throw notFound(`Key '${keyArn({ id, region: scope.region, account: scope.account })}' does not exist`)
}

function allowed(scope: ReferenceScope, key: KeyRecord): KeyRecord {
  authorize(key, scope.callerArn, scope.operation)
  return key
}

/** Another account's key: AWS does not tell whether it exists. */
function foreignKey(scope: ReferenceScope): ServiceError {
  return new ServiceError(
    'AccessDeniedException',
    `User: ${scope.callerArn} is not authorized to perform: kms:${scope.operation} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  )
}
