/** Multi-Region keys: one key in several regions, with the same id and material and one primary among them. */
import { partitionOf } from '../model/arn.ts'
import { isReplica, type KeyRecord, keyArn, keyPolicy } from '../model/key.ts'
import { allowWithoutKey, findKeyWithoutAlias } from '../model/key-reference.ts'
import { isSameSecret, type KeyMaterial, pendingMaterial } from '../model/material.ts'
import type { World } from '../model/world.ts'
import { invalidState, notFound, ServiceError, unsupported, validation } from '../service-error.ts'
import { flag, optional } from '../wire/input-shape.ts'
import { keyMetadata } from './key-metadata.ts'
import { requireState } from './key-state.ts'
import { description, keyId, policy, region, tags } from './members.ts'
import { operation } from './operation.ts'
import { checkPolicy } from './policies.ts'
import { checkTags } from './tags.ts'

const replicateShape = {
  KeyId: keyId,
  ReplicaRegion: region,
  Policy: optional(policy),
  BypassPolicyLockoutSafetyCheck: optional(flag()),
  Description: optional(description),
  Tags: optional(tags),
}

/** The answer shows the replica while it is being made; it can be used as soon as the answer is there. */
export const replicateKey = operation(replicateShape, (context, input) => {
  const primary = findKeyWithoutAlias(context, input.KeyId, { more: { 'kms:replicaregion': [input.ReplicaRegion] } })
  requirePrimary(primary)
  requireState(primary, 'Enabled', 'PendingImport')
  requireOtherRegion(context.world, primary, input.ReplicaRegion)
  checkTags(input.Tags ?? [])
  const { policy: _notShared, deletion: _none, rotation: _primaryAlone, ...shared } = primary
  const external = primary.origin === 'EXTERNAL'
  const replica: KeyRecord = {
    ...shared,
    region: input.ReplicaRegion,
    primaryRegion: primary.region,
    createdAt: context.now,
    description: input.Description ?? '',
    materials: external ? [] : primary.materials,
    state: external ? 'PendingImport' : 'Enabled',
    ...(input.Policy === undefined ? {} : { policy: input.Policy }),
    tags: input.Tags ?? [],
  }
  const there = { ...context, region: replica.region }
  allowWithoutKey({ ...there, operation: 'CreateKey' })
  checkPolicy(there, replica, input.BypassPolicyLockoutSafetyCheck ?? false)
  context.change({ do: 'put-key', key: replica })
  const { CurrentKeyMaterialId: _notYet, ...metadata } = keyMetadata(context.world, replica)
  return {
    ReplicaKeyMetadata: { ...metadata, Enabled: false, KeyState: 'Creating' },
    ReplicaPolicy: keyPolicy(replica),
    ...(replica.tags.length > 0 ? { ReplicaTags: replica.tags } : {}),
  }
})

function requirePrimary(key: KeyRecord): void {
  if (!key.multiRegion || isReplica(key)) throw unsupported(`${keyArn(key)} is not a multi-region primary key.`)
}

function requireOtherRegion(world: World, primary: KeyRecord, wanted: string): void {
  if (partitionOf(wanted) !== partitionOf(primary.region))
    throw validation(`Region ${wanted} is not in the partition of ${keyArn(primary)}.`)
  const there = world.related(primary).find((key) => key.region === wanted)
  if (there) throw new ServiceError('AlreadyExistsException', `${keyArn(there)} already exists`)
}

export const updatePrimaryRegion = operation({ KeyId: keyId, PrimaryRegion: region }, (context, input) => {
  const primary = findKeyWithoutAlias(context, input.KeyId, { more: { 'kms:primaryregion': [input.PrimaryRegion] } })
  requirePrimary(primary)
  requireState(primary, 'Enabled')
  const keys = context.world.related(primary)
  const next = keys.find(({ region: place }) => place === input.PrimaryRegion)
  if (!next) throw notFound(`${keyArn({ ...primary, region: input.PrimaryRegion })} does not exist`)
  if (next === primary) throw unsupported(`${keyArn(primary)} is already the multi-region primary key.`)
  requireState(next, 'Enabled')
  requirePending(primary, next)
  // The schedule belongs to the key as a whole, and the primary is where it is kept.
  const { rotation, ...rest } = primary
  const schedule = rotation ? { rotation } : {}
  for (const key of keys.filter(({ region: place }) => place !== next.region && place !== primary.region))
    context.change({ do: 'put-key', key: { ...key, primaryRegion: next.region } })
  context.change({ do: 'put-key', key: { ...rest, primaryRegion: next.region } })
  const { primaryRegion: _itself, ...promoted } = next
  context.change({ do: 'put-key', key: { ...promoted, ...schedule } })
  return {}
})

/** What waits for a rotation would be out of the new primary's reach, and could never be rotated to. */
function requirePending(primary: KeyRecord, next: KeyRecord): void {
  const pending = pendingMaterial(primary)
  if (!pending || next.materials.some(({ id, secret }) => id === pending.id && secret !== undefined)) return
  throw invalidState(`The key material pending rotation (id: ${pending.id}) is not imported into ${keyArn(next)}.`)
}

/** Replicas into which a material of their primary has not been imported yet. */
export function missingReplicas(world: World, primary: KeyRecord, material: KeyMaterial): KeyRecord[] {
  if (!primary.multiRegion || isReplica(primary) || material.secret === undefined) return []
  const secret = Buffer.from(material.secret, 'base64')
  return world.related(primary).filter((key) => {
    const has = key.materials.some((other) => other.secret !== undefined && isSameSecret(other, secret))
    return isReplica(key) && !has
  })
}
