/** A key as DescribeKey and CreateKey show it: which members appear depends on its kind and its state. */
import { epochSeconds } from '../clock.ts'
import { currentMaterial, type KeyRecord, keyArn } from '../model/key.ts'
import { algorithmMetadata } from '../model/key-spec.ts'
import type { Answer } from './operation.ts'

export function keyMetadata(key: KeyRecord): Answer {
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
    ...(key.deletion ? { DeletionDate: epochSeconds(key.deletion.at) } : {}),
    ...(key.multiRegion ? { MultiRegionConfiguration: multiRegionConfiguration(key) } : {}),
  }
}

function materialMembers(key: KeyRecord): Answer {
  const material = currentMaterial(key)
  if (!material) return {}
  const id = { CurrentKeyMaterialId: material.id }
  if (!material.imported || !material.secret) return id
  const { validTo } = material.imported
  if (validTo === undefined) return { ...id, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
  return { ...id, ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: epochSeconds(validTo) }
}

function multiRegionConfiguration(key: KeyRecord): Answer {
  return { MultiRegionKeyType: 'PRIMARY', PrimaryKey: { Arn: keyArn(key), Region: key.region }, ReplicaKeys: [] }
}
