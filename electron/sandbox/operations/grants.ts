/** Grants: made for one key, given up by who got them or by who may, taken back by the key's owner. */
import { randomBytes } from 'node:crypto'
import { epochSeconds } from '../clock.ts'
import { hiddenResource } from '../model/access.ts'
import type { EncryptionContext } from '../model/ciphertext.ts'
import { type GrantConstraints, type GrantRecord, grantKeyArn, isPrincipal, isWithin } from '../model/grant.ts'
import { isIdentity } from '../model/identity.ts'
import { type KeyRecord, keyArn } from '../model/key.ts'
import { allow, allowWithoutKey, findKeyWithoutAlias, grantsInstead, locateKey } from '../model/key-reference.ts'
import type { SortedMap } from '../model/sorted-map.ts'
import type { World } from '../model/world.ts'
import { invalidGrantToken, notFound, ServiceError, unsupported, validation } from '../service-error.ts'
import { choice, type InputOf, list, optional, record, text, textMap } from '../wire/input-shape.ts'
import { requireGrantable } from './grantable.ts'
import { requireState } from './key-state.ts'
import { dryRun, grantTokens, keyId, limit, marker } from './members.ts'
import { type Answer, type OperationContext, operation, stopAtDryRun } from './operation.ts'
import { readPage } from './paging.ts'

const grantOperations = [
  'CreateGrant',
  'Decapsulate',
  'Decrypt',
  'DeriveSharedSecret',
  'DescribeKey',
  'Encapsulate',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GetPublicKey',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
  'Sign',
  'Verify',
  'VerifyMac',
] as const

const principal = text({ min: 1, max: 256, pattern: /^[\w+=,.@:/-]+$/ })
const grantId = text({ min: 1, max: 128 })
const grantToken = text({ min: 1, max: 8192 })

const constraints = record({
  EncryptionContextSubset: optional(textMap()),
  EncryptionContextEquals: optional(textMap()),
})

const createShape = {
  KeyId: keyId,
  GranteePrincipal: optional(principal),
  GranteeServicePrincipal: optional(principal),
  RetiringPrincipal: optional(principal),
  RetiringServicePrincipal: optional(principal),
  Operations: list(choice(grantOperations), grantOperations.length),
  Constraints: optional(constraints),
  GrantTokens: grantTokens,
  Name: optional(text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ })),
  DryRun: dryRun,
}
type CreateInput = InputOf<typeof createShape>

const grantsOnAKey = 50_000

export const createGrant = operation(createShape, (context, input) => {
  const grantee = granteeOf(context.world, input)
  const more = { 'kms:grantoperations': input.Operations, 'kms:granteeprincipal': [grantee] }
  const details = { grantTokens: input.GrantTokens, more }
  const key = findKeyWithoutAlias(context, input.KeyId, details)
  const parents = grantsInstead(context, key, details)
  if (parents && !parents.some((parent) => isWithin(parent, input.Operations, limitsOf(input))))
    throw hiddenResource(context.caller, 'kms:CreateGrant')
  requireState(key, 'Enabled')
  requireGrantable(key, input.Operations)
  const grants = context.world.ring(key).grantsOf(key.id)
  if (grants.size >= grantsOnAKey)
    throw new ServiceError('LimitExceededException', `${keyArn(key)} has too many grants.`)
  stopAtDryRun(input.DryRun)
  const grant = newGrant(context, input, key, grantee)
  const same = grant.name === undefined ? undefined : [...grants.values()].find((other) => isSameGrant(other, grant))
  if (same) return { GrantId: same.id, GrantToken: same.token }
  context.change({ do: 'put-grant', grant })
  context.propagation.grantCreated(grant.id)
  return { GrantId: grant.id, GrantToken: grant.token }
})

function granteeOf(world: World, input: CreateInput): string {
  if (input.GranteeServicePrincipal !== undefined || input.RetiringServicePrincipal !== undefined)
    throw unsupported('Service principals are granted by services alone.')
  if (input.GranteePrincipal === undefined)
    throw validation('You must specify either GranteePrincipal or GranteeServicePrincipal.')
  for (const arn of [input.GranteePrincipal, input.RetiringPrincipal])
    if (arn !== undefined && !isIdentity(world, arn))
      throw new ServiceError('InvalidArnException', `Invalid ARN ${arn}`)
  if (input.Operations.length === 0) throw validation('Operations must not be empty.')
  return input.GranteePrincipal
}

function newGrant(context: OperationContext, input: CreateInput, key: KeyRecord, grantee: string): GrantRecord {
  const limits = limitsOf(input)
  return {
    id: randomBytes(32).toString('hex'),
    token: randomBytes(96).toString('base64'),
    keyId: key.id,
    region: key.region,
    account: key.account,
    grantee,
    ...(input.RetiringPrincipal === undefined ? {} : { retiring: input.RetiringPrincipal }),
    operations: input.Operations,
    ...(limits.equals || limits.subset ? { constraints: limits } : {}),
    ...(input.Name === undefined ? {} : { name: input.Name }),
    createdAt: context.now,
    issuingAccount: context.account,
  }
}

function limitsOf(input: CreateInput): GrantConstraints {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = input.Constraints ?? {}
  return { ...(equals && { equals }), ...(subset && { subset }) }
}

/** The same request made twice, which a name is for, makes one grant. */
function isSameGrant(one: GrantRecord, other: GrantRecord): boolean {
  const content = ({ name, grantee, retiring, operations, constraints: limits }: GrantRecord) =>
    JSON.stringify([name, grantee, retiring, [...operations].sort(), limits])
  return content(one) === content(other)
}

const listShape = {
  KeyId: keyId,
  GrantId: optional(grantId),
  GranteePrincipal: optional(principal),
  GranteeServicePrincipal: optional(principal),
  Limit: limit(100),
  Marker: marker,
}

export const listGrants = operation(listShape, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const isWanted = ({ id, grantee }: GrantRecord) =>
    (input.GrantId ?? id) === id &&
    (input.GranteePrincipal ?? grantee) === grantee &&
    input.GranteeServicePrincipal === undefined
  return grantPage(context.world.ring(key).grantsOf(key.id), isWanted, `grants/${key.id}`, input)
})

const retirableShape = {
  RetiringPrincipal: optional(principal),
  RetiringServicePrincipal: optional(principal),
  Limit: limit(100),
  Marker: marker,
}

export const listRetirableGrants = operation(retirableShape, (context, input) => {
  if ((input.RetiringPrincipal === undefined) === (input.RetiringServicePrincipal === undefined))
    throw validation('You must specify either RetiringPrincipal or RetiringServicePrincipal, but not both.')
  allowWithoutKey(context)
  const isWanted = ({ retiring }: GrantRecord) => retiring !== undefined && retiring === input.RetiringPrincipal
  return grantPage(context.world.ring(context).grants, isWanted, `retirable/${input.RetiringPrincipal}`, input)
})

function grantPage(
  grants: SortedMap<GrantRecord>,
  isWanted: (grant: GrantRecord) => boolean,
  name: string,
  input: { readonly Limit: number | undefined; readonly Marker: string | undefined },
): Answer {
  const page = { list: name, limit: input.Limit ?? 50, marker: input.Marker }
  const { items, members } = readPage(grants, page, isWanted)
  return { Grants: items.map(grantEntry), ...members }
}

function grantEntry(grant: GrantRecord): Answer {
  const { equals, subset } = grant.constraints ?? {}
  const limits = {
    ...(equals && { EncryptionContextEquals: asMap(equals) }),
    ...(subset && { EncryptionContextSubset: asMap(subset) }),
  }
  return {
    CreationDate: epochSeconds(grant.createdAt),
    GrantId: grant.id,
    GranteePrincipal: grant.grantee,
    IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
    KeyId: grantKeyArn(grant),
    Name: grant.name ?? '',
    Operations: grant.operations,
    ...(grant.constraints ? { Constraints: limits } : {}),
    ...(grant.retiring === undefined ? {} : { RetiringPrincipal: grant.retiring }),
  }
}

function asMap(context: EncryptionContext): Record<string, string> {
  return Object.fromEntries(context)
}

export const revokeGrant = operation({ KeyId: keyId, GrantId: grantId, DryRun: dryRun }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const grant = context.world.ring(key).grantsOf(key.id).get(input.GrantId)
  if (!grant) throw notFound(`Grant ID ${input.GrantId} not found`)
  stopAtDryRun(input.DryRun)
  drop(context, grant)
  return {}
})

const retireShape = {
  GrantToken: optional(grantToken),
  KeyId: optional(keyId),
  GrantId: optional(grantId),
  DryRun: dryRun,
}

/** Its retiring principal may, its grantee when the grant says so, and whoever a policy allows it. */
export const retireGrant = operation(retireShape, (context, input) => {
  const grant = grantToRetire(context, input)
  const key = context.world.ring(grant).keys.get(grant.keyId)
  if (!key) throw notFound(`Key '${grantKeyArn(grant)}' does not exist`)
  const { caller } = context
  const byGrant =
    (grant.retiring !== undefined && isPrincipal(grant.retiring, caller)) ||
    (isPrincipal(grant.grantee, caller) && grant.operations.includes('RetireGrant'))
  if (!byGrant) allow(context, key)
  stopAtDryRun(input.DryRun)
  drop(context, grant)
  return {}
})

function grantToRetire(context: OperationContext, input: InputOf<typeof retireShape>): GrantRecord {
  if (input.GrantToken !== undefined) return byToken(context, input.GrantToken)
  if (input.KeyId === undefined || input.GrantId === undefined)
    throw validation('You must specify either a grant token, or a key ID and a grant ID.')
  const key = locateKey(context, input.KeyId)
  const grant = context.world.ring(key).grantsOf(key.id).get(input.GrantId)
  if (grant) return grant
  throw notFound(`Grant ID ${input.GrantId} not found`)
}

function byToken({ world, region }: OperationContext, token: string): GrantRecord {
  const grant = world.grantByToken(region, token)
  if (grant) return grant
  throw invalidGrantToken()
}

function drop(context: OperationContext, { account, region, id }: GrantRecord): void {
  context.change({ do: 'drop-grant', account, region, id })
}
