/** Looking at keys and moving them between their states. */
import { day, epochSeconds } from '../clock.ts'
import { withReplicas } from '../model/due.ts'
import { isReplica, type KeyRecord, type KeyState, keyArn } from '../model/key.ts'
import { allowWithoutKey, findKey, findKeyWithoutAlias } from '../model/key-reference.ts'
import { rotatedWhenEnabled } from '../model/key-time.ts'
import { isComplete } from '../model/material.ts'
import type { Change } from '../model/world.ts'
import { invalidState } from '../service-error.ts'
import { integer, optional } from '../wire/input-shape.ts'
import { keyMetadata } from './key-metadata.ts'
import { requireNotPendingDeletion, requireState } from './key-state.ts'
import { description, grantTokens, keyId, limit, marker } from './members.ts'
import { type Answer, type OperationContext, operation } from './operation.ts'
import { readPage } from './paging.ts'

export const describeKey = operation({ KeyId: keyId, GrantTokens: grantTokens }, (context, input) => {
  const key = findKey(context, input.KeyId, { grantTokens: input.GrantTokens })
  return { KeyMetadata: keyMetadata(context.world, key) }
})

export const listKeys = operation({ Limit: limit(1000), Marker: marker }, (context, input) => {
  allowWithoutKey(context)
  const { keys } = context.world.ring(context)
  const { items, members } = readPage(keys, { list: 'keys', limit: input.Limit ?? 100, marker: input.Marker })
  return { Keys: items.map((key) => ({ KeyArn: keyArn(key), KeyId: key.id })), ...members }
})

export const enableKey = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled', 'Disabled')
  const enabled = rotatedWhenEnabled({ ...key, state: 'Enabled' }, context.now)
  const rotated = enabled.materials !== key.materials
  const changes: Change[] = rotated ? withReplicas(context.world, enabled) : [{ do: 'put-key', key: enabled }]
  for (const change of changes) context.change(change)
  return {}
})

export const disableKey = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled', 'Disabled')
  context.change({ do: 'put-key', key: { ...key, state: 'Disabled' } })
  return {}
})

export const updateKeyDescription = operation({ KeyId: keyId, Description: description }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireNotPendingDeletion(key)
  context.change({ do: 'put-key', key: { ...key, description: input.Description } })
  return {}
})

const window = optional(integer(7, 30))

export const scheduleKeyDeletion = operation({ KeyId: keyId, PendingWindowInDays: window }, (context, input) => {
  const windowInDays = input.PendingWindowInDays ?? 30
  const more = { 'kms:schedulekeydeletionpendingwindowindays': [String(windowInDays)] }
  const key = findKeyWithoutAlias(context, input.KeyId, { more })
  requireNotPendingDeletion(key)
  if (hasReplicas(context, key)) return waitForReplicas(context, key, windowInDays)
  const deletion = { at: context.now + windowInDays * day, windowInDays }
  context.change({ do: 'put-key', key: { ...key, state: 'PendingDeletion', deletion } })
  return {
    DeletionDate: epochSeconds(deletion.at),
    KeyId: keyArn(key),
    KeyState: 'PendingDeletion',
    PendingWindowInDays: windowInDays,
  }
})

/** A primary outlives its replicas: its window begins when the last of them is gone. */
function waitForReplicas(context: OperationContext, key: KeyRecord, windowInDays: number): Answer {
  context.change({ do: 'put-key', key: { ...key, state: 'PendingReplicaDeletion', deletion: { windowInDays } } })
  return { KeyId: keyArn(key), KeyState: 'PendingReplicaDeletion', PendingWindowInDays: windowInDays }
}

function hasReplicas({ world }: OperationContext, key: KeyRecord): boolean {
  return key.multiRegion && !isReplica(key) && world.related(key).some(isReplica)
}

export const cancelKeyDeletion = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  if (key.state !== 'PendingDeletion' && key.state !== 'PendingReplicaDeletion')
    throw invalidState(`${keyArn(key)} is not pending deletion.`)
  const { deletion: _over, ...kept } = key
  context.change({ do: 'put-key', key: { ...kept, state: stateAfterCancel(key) } })
  return { KeyId: keyArn(key) }
})

/** A rescued key is disabled until its owner says otherwise; one without its imported material waits for it again. */
function stateAfterCancel(key: KeyRecord): KeyState {
  return key.origin === 'EXTERNAL' && !isComplete(key) ? 'PendingImport' : 'Disabled'
}

export const getKeyLastUsage = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const use = context.world.ring(key).uses.get(key.id)
  return {
    KeyCreationDate: epochSeconds(key.createdAt),
    KeyId: key.id,
    KeyLastUsage: use
      ? {
          CloudTrailEventId: use.requestId,
          KmsRequestId: use.requestId,
          Operation: use.operation,
          Timestamp: epochSeconds(use.at),
        }
      : {},
    TrackingStartDate: epochSeconds(key.createdAt),
  }
})
