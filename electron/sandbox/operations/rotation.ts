/** Key material over time: automatic rotation, rotation on demand, and the list of what has been. */
import { day, epochSeconds } from '../clock.ts'
import { isSymmetric, type KeyMaterial, type KeyRecord, keyArn, rotated } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import { SortedMap } from '../model/sorted-map.ts'
import { invalidState, ServiceError } from '../service-error.ts'
import { choice, integer, optional } from '../wire/input-shape.ts'
import { requireOwnMaterial, requireState, requireSymmetric } from './key-state.ts'
import { keyId, limit, marker } from './members.ts'
import { type Answer, operation } from './operation.ts'
import { readPage } from './paging.ts'

/** On-demand rotations that a key may have in its life. */
const onDemandLimit = 25
const defaultPeriod = 365

export const enableKeyRotation = operation(
  { KeyId: keyId, RotationPeriodInDays: optional(integer(90, 2560)) },
  (context, input) => {
    const key = findKeyWithoutAlias(context, input.KeyId)
    requireState(key, 'Enabled')
    requireSymmetric(key)
    requireOwnMaterial(key)
    const periodInDays = input.RotationPeriodInDays ?? key.rotation?.periodInDays ?? defaultPeriod
    context.change({
      do: 'put-key',
      key: { ...key, rotation: { periodInDays, nextAt: context.now + periodInDays * day } },
    })
    return {}
  },
)

export const disableKeyRotation = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled')
  requireSymmetric(key)
  requireOwnMaterial(key)
  const { rotation: _off, ...kept } = key
  context.change({ do: 'put-key', key: kept })
  return {}
})

/** While a key waits for its deletion, nothing rotates and the status says so. */
export const getKeyRotationStatus = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const rotation = key.state === 'PendingDeletion' ? undefined : key.rotation
  if (!rotation) return { KeyId: key.id, KeyRotationEnabled: false }
  return {
    KeyId: key.id,
    KeyRotationEnabled: true,
    NextRotationDate: epochSeconds(rotation.nextAt),
    RotationPeriodInDays: rotation.periodInDays,
  }
})

export const rotateKeyOnDemand = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled')
  requireSymmetric(key)
  if (key.origin === 'EXTERNAL')
    throw invalidState(`No available key material pending rotation for the key: ${keyArn(key)}.`)
  if (key.materials.filter(({ rotation }) => rotation?.type === 'ON_DEMAND').length >= onDemandLimit)
    throw limitReached(key)
  context.change({ do: 'put-key', key: rotated(key, context.now, 'ON_DEMAND') })
  return { KeyId: keyArn(key) }
})

function limitReached(key: KeyRecord): ServiceError {
  const message = `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${keyArn(key)}`
  return new ServiceError('LimitExceededException', message)
}

const whichMaterial = optional(choice(['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY']))

export const listKeyRotations = operation(
  { KeyId: keyId, IncludeKeyMaterial: whichMaterial, Limit: limit(1000), Marker: marker },
  (context, input) => {
    const key = findKeyWithoutAlias(context, input.KeyId)
    requireSymmetric(key)
    const entries = new SortedMap<Answer>()
    key.materials.forEach((material, index) => {
      if (material.rotation || input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL') {
        entries.set(String(index).padStart(6, '0'), rotationEntry(key, material, index))
      }
    })
    const { items, members } = readPage(entries, {
      list: `rotations/${key.id}`,
      limit: input.Limit ?? 100,
      marker: input.Marker,
    })
    return { Rotations: items, ...members }
  },
)

function rotationEntry(key: KeyRecord, material: KeyMaterial, index: number): Answer {
  const { rotation } = material
  return {
    KeyId: key.id,
    KeyMaterialId: material.id,
    KeyMaterialState: index === key.materials.length - 1 ? 'CURRENT' : 'NON_CURRENT',
    ...(rotation ? { RotationDate: epochSeconds(rotation.at), RotationType: rotation.type } : {}),
    ...(isSymmetric(key) && material.imported ? importMembers(material, material.imported) : {}),
  }
}

function importMembers(material: KeyMaterial, imported: NonNullable<KeyMaterial['imported']>): Answer {
  const { validTo, description } = imported
  return {
    ImportState: material.secret ? 'IMPORTED' : 'PENDING_IMPORT',
    ExpirationModel: validTo === undefined ? 'KEY_MATERIAL_DOES_NOT_EXPIRE' : 'KEY_MATERIAL_EXPIRES',
    ...(validTo === undefined ? {} : { ValidTo: epochSeconds(validTo) }),
    ...(description === undefined ? {} : { KeyMaterialDescription: description }),
  }
}
