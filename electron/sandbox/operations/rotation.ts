/** Key material over time: automatic rotation, rotation on demand, and the list of what has been. */
import { day, epochSeconds } from '../clock.ts'
import { withReplicas } from '../model/due.ts'
import { isReplica, type KeyRecord, keyArn } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import { currentMaterial, type KeyMaterial, pendingMaterial, rotated, rotatedToPending } from '../model/material.ts'
import { SortedMap } from '../model/sorted-map.ts'
import { invalidState, ServiceError, unsupported } from '../service-error.ts'
import { choice, integer, optional } from '../wire/input-shape.ts'
import { requireOrigin, requireState, requireSymmetric } from './key-state.ts'
import { keyId, limit, marker } from './members.ts'
import { missingReplicas } from './multi-region.ts'
import { type Answer, type OperationContext, operation } from './operation.ts'
import { readPage } from './paging.ts'

/** On-demand rotations that a key may have in its life. */
const onDemandLimit = 25
const defaultPeriod = 365

const enableShape = { KeyId: keyId, RotationPeriodInDays: optional(integer(90, 2560)) }

export const enableKeyRotation = operation(enableShape, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireRotatable(key)
  const periodInDays = input.RotationPeriodInDays ?? key.rotation?.periodInDays ?? defaultPeriod
  const rotation = { periodInDays, nextAt: context.now + periodInDays * day }
  context.change({ do: 'put-key', key: { ...key, rotation } })
  return {}
})

export const disableKeyRotation = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireRotatable(key)
  const { rotation: _off, ...kept } = key
  context.change({ do: 'put-key', key: kept })
  return {}
})

function requireRotatable(key: KeyRecord): void {
  requireState(key, 'Enabled')
  requireSymmetric(key)
  requireOrigin(key, 'AWS_KMS')
  requirePrimary(key)
}

function requirePrimary(key: KeyRecord): void {
  if (isReplica(key)) throw unsupported(`${keyArn(key)} is not a multi-region primary key.`)
}

/** A replica shows the schedule of its primary. While a key waits for its deletion, nothing rotates and it says so. */
export const getKeyRotationStatus = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const { rotation } = primaryOf(context, key)
  const since = context.propagation.rotationSince(keyArn(key))
  const underWay = since === undefined ? {} : { OnDemandRotationStartDate: epochSeconds(since) }
  if (!rotation || key.state === 'PendingDeletion') return { KeyId: key.id, KeyRotationEnabled: false, ...underWay }
  return {
    KeyId: key.id,
    KeyRotationEnabled: true,
    NextRotationDate: epochSeconds(rotation.nextAt),
    RotationPeriodInDays: rotation.periodInDays,
    ...underWay,
  }
})

function primaryOf({ world }: OperationContext, key: KeyRecord): KeyRecord {
  return (isReplica(key) && world.related(key).find((related) => !isReplica(related))) || key
}

export const rotateKeyOnDemand = operation({ KeyId: keyId }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireState(key, 'Enabled')
  requireSymmetric(key)
  requirePrimary(key)
  if (context.propagation.rotationSince(keyArn(key)) !== undefined) throw underWay(key)
  if (key.materials.filter(({ rotation }) => rotation?.type === 'ON_DEMAND').length >= onDemandLimit)
    throw limitReached(key)
  for (const change of rotation(context, key)) context.change(change)
  context.propagation.rotationStarted(keyArn(key), context.now)
  return { KeyId: keyArn(key) }
})

/** Imported keys turn to the material that was imported for it, and replicas must have it by then. */
function rotation({ world, now }: OperationContext, key: KeyRecord): ReturnType<typeof withReplicas> {
  if (key.origin === 'AWS_KMS') return withReplicas(world, rotated(key, now, 'ON_DEMAND'))
  const pending = pendingMaterial(key)
  if (!pending) throw invalidState(`No available key material pending rotation for the key: ${keyArn(key)}.`)
  const missing = missingReplicas(world, key, pending)
  if (missing.length > 0) {
    const where = missing.map(({ region }) => region).join(', ')
    throw invalidState(
      `The key material pending rotation is not imported into every replica of ${keyArn(key)}: ${where}.`,
    )
  }
  const keys = key.multiRegion ? world.related(key) : [key]
  return keys.map((related) => ({ do: 'put-key', key: rotatedToPending(related, now) }))
}

function underWay(key: KeyRecord): ServiceError {
  return new ServiceError('ConflictException', `An on-demand rotation is already in progress for ${keyArn(key)}.`)
}

function limitReached(key: KeyRecord): ServiceError {
  const message = `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${keyArn(key)}`
  return new ServiceError('LimitExceededException', message)
}

const listShape = {
  KeyId: keyId,
  IncludeKeyMaterial: optional(choice(['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY'])),
  Limit: limit(1000),
  Marker: marker,
}

export const listKeyRotations = operation(listShape, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireSymmetric(key)
  const entries = new SortedMap<Answer>()
  key.materials.forEach((material, index) => {
    if (!material.rotation && input.IncludeKeyMaterial !== 'ALL_KEY_MATERIAL') return
    entries.set(String(index).padStart(6, '0'), rotationEntry(context, key, material))
  })
  const page = { list: `rotations/${key.id}`, limit: input.Limit ?? 100, marker: input.Marker }
  const { items, members } = readPage(entries, page)
  return { Rotations: items, ...members }
})

function rotationEntry(context: OperationContext, key: KeyRecord, material: KeyMaterial): Answer {
  const { rotation: turn, imported } = material
  return {
    KeyId: key.id,
    KeyMaterialId: material.id,
    KeyMaterialState: materialState(context, key, material),
    ...(turn ? { RotationDate: epochSeconds(turn.at), RotationType: turn.type } : {}),
    ...(imported ? importMembers(material, imported) : {}),
  }
}

function materialState({ world }: OperationContext, key: KeyRecord, material: KeyMaterial): string {
  if (!material.pending) return material.id === currentMaterial(key)?.id ? 'CURRENT' : 'NON_CURRENT'
  return missingReplicas(world, key, material).length > 0
    ? 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
    : 'PENDING_ROTATION'
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
