/** What time alone does to a key: automatic rotation, deletion, the end of imported material. Pure; time is a number. */
import { day } from '../clock.ts'
import type { AutomaticRotation, KeyRecord } from './key.ts'
import { isComplete, rotated, withoutSecret } from './material.ts'

/** When the key next changes by itself, or Infinity. */
export function dueAt(key: KeyRecord): number {
  if (key.state === 'PendingDeletion') return key.deletion?.at ?? Number.POSITIVE_INFINITY
  return Math.min(rotationAt(key), expiryAt(key))
}

/** Replicas get their material from their primary, so they never rotate by themselves. */
function rotationAt(key: KeyRecord): number {
  const rotates = key.state === 'Enabled' && key.rotation && key.primaryRegion === undefined
  return (rotates && key.rotation?.nextAt) || Number.POSITIVE_INFINITY
}

/** The earliest end of imported material that is still there. */
export function expiryAt(key: KeyRecord): number {
  if (key.origin !== 'EXTERNAL') return Number.POSITIVE_INFINITY
  const ends = key.materials.map(
    (material) => (material.secret && material.imported?.validTo) || Number.POSITIVE_INFINITY,
  )
  return Math.min(Number.POSITIVE_INFINITY, ...ends)
}

/** The key after the next thing that was due by `now`, or undefined when it is deleted. */
export function afterNextDue(key: KeyRecord, now: number): KeyRecord | undefined {
  const at = dueAt(key)
  if (at > now) return key
  if (key.state === 'PendingDeletion') return undefined
  return key.rotation && rotationAt(key) === at ? automaticallyRotated(key, key.rotation, at) : expired(key, at)
}

function automaticallyRotated(key: KeyRecord, rotation: AutomaticRotation, at: number): KeyRecord {
  return { ...rotated(key, at, 'AUTOMATIC'), rotation: { ...rotation, nextAt: at + rotation.periodInDays * day } }
}

/** A key that was disabled over its date rotates when it is enabled again, and counts its period from then. */
export function rotatedWhenEnabled(key: KeyRecord, now: number): KeyRecord {
  const { rotation } = key
  if (!rotation || rotation.nextAt > now || key.primaryRegion !== undefined) return key
  return automaticallyRotated(key, rotation, now)
}

/** Expired material is gone; without all that belongs to it the key waits for an import. */
function expired(key: KeyRecord, at: number): KeyRecord {
  const materials = key.materials
    .filter(({ pending, imported }) => !pending || (imported?.validTo ?? Number.POSITIVE_INFINITY) > at)
    .map((material) => {
      return (material.imported?.validTo ?? Number.POSITIVE_INFINITY) > at ? material : withoutSecret(material)
    })
  return { ...key, materials, state: isComplete({ materials }) ? key.state : 'PendingImport' }
}
