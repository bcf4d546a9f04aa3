/** Looking at keys and moving them between their states. */
import { day, epochSeconds } from '../clock.ts'
import { currentMaterial, isSymmetric, type KeyRecord, type KeyState, keyArn } from '../model/key.ts'
import { findKey, findKeyWithoutAlias } from '../model/key-reference.ts'
import { invalidState } from '../service-error.ts'
import { integer, optional } from '../wire/input-shape.ts'
import { keyMetadata } from './key-metadata.ts'
import { requireState } from './key-state.ts'
import { grantTokens, keyId, limit, marker } from './members.ts'
import { operation } from './operation.ts'
import { readPage } from './paging.ts'

export const describeKey = operation({ KeyId: keyId, GrantTokens: grantTokens }, (context, input) => {
  return { KeyMetadata: keyMetadata(findKey(context, input.KeyId)) }
})

export const listKeys = operation({ Limit: limit(1000), Marker: marker }, (context, input) => {
  const { keys } = context.world.ring(context.region)
  const { items, members } = readPage(keys, { list: 'keys', limit: input.Limit ?? 100, marker: input.Marker })
  return { Keys: items.map((key) => ({ KeyArn: keyArn(key), KeyId: key.id })), ...members }
})

export const enableKey = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled', 'Disabled')
  context.change({ do: 'put-key', key: { ...key, state: 'Enabled' } })
  return {}
})

export const disableKey = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled', 'Disabled')
  context.change({ do: 'put-key', key: { ...key, state: 'Disabled' } })
  return {}
})

const window = optional(integer(7, 30))

export const scheduleKeyDeletion = operation({ KeyId: keyId, PendingWindowInDays: window }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled', 'Disabled', 'PendingImport')
  const windowInDays = input.PendingWindowInDays ?? 30
  const deletion = { at: context.now + windowInDays * day, windowInDays }
  context.change({ do: 'put-key', key: { ...key, state: 'PendingDeletion', deletion } })
  return {
    DeletionDate: epochSeconds(deletion.at),
    KeyId: keyArn(key),
    KeyState: 'PendingDeletion',
    PendingWindowInDays: windowInDays,
  }
})

export const cancelKeyDeletion = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  if (key.state !== 'PendingDeletion') throw invalidState(`${keyArn(key)} is not pending deletion.`)
  const { deletion: _over, ...kept } = key
  context.change({ do: 'put-key', key: { ...kept, state: stateAfterCancel(key) } })
  return { KeyId: keyArn(key) }
})

/** A rescued key is disabled until its owner says otherwise; one without its imported material waits for it again. */
function stateAfterCancel(key: KeyRecord): KeyState {
  return key.origin === 'EXTERNAL' && isSymmetric(key) && !currentMaterial(key)?.secret ? 'PendingImport' : 'Disabled'
}
