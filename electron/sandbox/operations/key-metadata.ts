/** A key as DescribeKey, CreateKey and ReplicateKey show it: which members appear depends on its kind and its state. */
import { epochSeconds } from '../clock.ts'
import { isReplica, isSymmetric, type KeyRecord, keyArn } from '../model/key.ts'
import { algorithmMetadata } from '../model/key-spec.ts'
import { expiryAt } from '../model/key-time.ts'
import { currentMaterial, isComplete } from '../model/material.ts'
import type { World } from '../model/world.ts'
import type { Answer } from './operation.ts'

export function keyMetadata(world: World, key: KeyRecord): Answer {
  return {
    AWSAccountId: key.account,
    Arn: keyArn(key),
    CreationDate: epochSeconds(key.createdAt),
    CustomerMasterKeySpec: key.spec,
    Description: key.description,
    Enabled: key.state === 'Enabled',
    KeyId: key.id,
    KeyManager: 'CUSTOMER',
    KeySpec: key.spec,
    KeyState: key.state,
    KeyUsage: key.usage,
    MultiRegion: key.multiRegion,
    Origin: key.origin,
    ...algorithmMetadata(key.spec, key.usage),
    ...materialMembers(key),
    ...deletionMembers(key),
    ...(key.multiRegion ? { MultiRegionConfiguration: multiRegionConfiguration(world, key) } : {}),
  }
}

function materialMembers(key: KeyRecord): Answer {
  const material = currentMaterial(key)
  if (!material) return {}
  const id = isSymmetric(key) ? { CurrentKeyMaterialId: material.id } : {}
  if (!material.imported || !isComplete(key)) return id
  const end = expiryAt(key)
  if (!Number.isFinite(end)) return { ...id, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
  return { ...id, ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: epochSeconds(end) }
}

function deletionMembers({ deletion }: KeyRecord): Answer {
  if (!deletion) return {}
  return deletion.at === undefined
    ? { PendingDeletionWindowInDays: deletion.windowInDays }
    : { DeletionDate: epochSeconds(deletion.at) }
}

function multiRegionConfiguration(world: World, key: KeyRecord): Answer {
  const keys = world.related(key)
  const primary = keys.find((related) => !isReplica(related)) ?? key
  return {
    MultiRegionKeyType: isReplica(key) ? 'REPLICA' : 'PRIMARY',
    PrimaryKey: multiRegionKey(primary),
    ReplicaKeys: keys.filter(isReplica).map(multiRegionKey),
  }
}

function multiRegionKey(key: KeyRecord): Answer {
  return { Arn: keyArn(key), Region: key.region }
}
