/** The SDK's answers as the words of our domain. Pure. What AWS leaves out stays out. */
import type { AliasListEntry, GetKeyRotationStatusResponse, KeyMetadata, RotationsListEntry } from '@aws-sdk/client-kms'
import type { KeyDescription, KeyMaterial, KeyRotation, ListedAlias } from '../../shared/domain/kms-key.ts'

/** The description of a key, without its aliases. */
export function keyDescription(metadata: KeyMetadata): KeyDescription {
  return {
    keyId: metadata.KeyId ?? '',
    keyArn: metadata.Arn ?? '',
    state: metadata.KeyState ?? '',
    // Stand-ins for KMS still use the older name of the field.
    spec: metadata.KeySpec ?? metadata.CustomerMasterKeySpec ?? '',
    usage: metadata.KeyUsage ?? '',
    origin: metadata.Origin ?? '',
    manager: metadata.KeyManager ?? '',
    multiRegion: metadata.MultiRegion ?? false,
    createdAt: (metadata.CreationDate ?? new Date(0)).toISOString(),
    description: metadata.Description ?? '',
    aliases: [],
    ...(metadata.CurrentKeyMaterialId && { currentKeyMaterialId: metadata.CurrentKeyMaterialId }),
    ...(metadata.DeletionDate && { deletionAt: metadata.DeletionDate.toISOString() }),
    ...(metadata.ValidTo && { expiresAt: metadata.ValidTo.toISOString() }),
  }
}

export function listedAlias(entry: AliasListEntry): ListedAlias {
  return {
    name: entry.AliasName ?? '',
    arn: entry.AliasArn ?? '',
    ...(entry.TargetKeyId && { targetKeyId: entry.TargetKeyId }),
    ...(entry.CreationDate && { createdAt: entry.CreationDate.toISOString() }),
    ...(entry.LastUpdatedDate && { updatedAt: entry.LastUpdatedDate.toISOString() }),
  }
}

/** Automatic rotation and the key's materials; `status` is undefined where the kind of key has no automatic rotation. */
export function keyRotationOf(
  status: GetKeyRotationStatusResponse | undefined,
  materials: RotationsListEntry[],
): KeyRotation {
  return {
    automatic: {
      supported: status !== undefined,
      enabled: status?.KeyRotationEnabled ?? false,
      ...(status?.RotationPeriodInDays && { periodInDays: status.RotationPeriodInDays }),
      ...(status?.NextRotationDate && { nextAt: status.NextRotationDate.toISOString() }),
    },
    materials: materials.map(keyMaterial),
    onDemand: status?.OnDemandRotationStartDate ? { startedAt: status.OnDemandRotationStartDate.toISOString() } : {},
  }
}

function keyMaterial(entry: RotationsListEntry): KeyMaterial {
  return {
    id: entry.KeyMaterialId ?? '',
    state: entry.KeyMaterialState ?? '',
    ...(entry.RotationDate && { rotatedAt: entry.RotationDate.toISOString() }),
    ...(entry.RotationType && { type: entry.RotationType }),
    ...(entry.ImportState && { importState: entry.ImportState }),
    ...(entry.ValidTo && { expiresAt: entry.ValidTo.toISOString() }),
  }
}
