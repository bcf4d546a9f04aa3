/**
 * A KMS key as the sandbox keeps it: immutable values, replaced as a whole by each change. The rules here are pure;
 * time comes in as a number.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { day } from '../clock.ts'
import { arnOf } from './arn.ts'
import type { DenyStatement } from './key-policy.ts'
import type { KeySpec, KeyUsage } from './key-spec.ts'

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport'

/** One generation of a symmetric key's secret. Older ones stay, so that what they encrypted stays readable. */
export interface KeyMaterial {
  readonly id: string
  /** 32 bytes in base64, or absent when imported material has expired or was deleted. */
  readonly secret?: string
  readonly createdAt: number
  /** Absent for the first material: it was not rotated into place. */
  readonly rotation?: { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' }
  /** Only for imported material. */
  readonly imported?: { readonly validTo?: number; readonly description?: string }
}

export interface AutomaticRotation {
  readonly periodInDays: number
  /** The next rotation, in milliseconds. */
  readonly nextAt: number
}

export interface KeyRecord {
  readonly id: string
  readonly region: string
  readonly account: string
  readonly createdAt: number
  readonly description: string
  readonly spec: KeySpec
  readonly usage: KeyUsage
  readonly origin: 'AWS_KMS' | 'EXTERNAL'
  readonly multiRegion: boolean
  readonly state: KeyState
  readonly deletion?: { readonly at: number; readonly windowInDays: number }
  readonly rotation?: AutomaticRotation
  /** Oldest first; the last one encrypts. Empty for a key without symmetric material. */
  readonly materials: readonly KeyMaterial[]
  readonly denies?: readonly DenyStatement[]
  readonly tags: readonly { readonly TagKey: string; readonly TagValue: string }[]
}

export interface AliasRecord {
  readonly name: string
  readonly region: string
  readonly account: string
  readonly targetKeyId: string
  readonly createdAt: number
  readonly updatedAt: number
}

export function keyArn(key: Pick<KeyRecord, 'id' | 'region' | 'account'>): string {
  return arnOf(key.region, key.account, `key/${key.id}`)
}

export function aliasArn(alias: Pick<AliasRecord, 'name' | 'region' | 'account'>): string {
  return arnOf(alias.region, alias.account, alias.name)
}

export function newKeyId(multiRegion: boolean): string {
  const id = randomUUID()
  return multiRegion ? `mrk-${id.replaceAll('-', '')}` : id
}

export function newMaterial(createdAt: number): KeyMaterial {
  return { id: randomBytes(32).toString('hex'), secret: randomBytes(32).toString('base64'), createdAt }
}

export function isSymmetric(key: Pick<KeyRecord, 'spec'>): boolean {
  return key.spec === 'SYMMETRIC_DEFAULT'
}

/** The material that encrypts now. */
export function currentMaterial(key: KeyRecord): KeyMaterial | undefined {
  return key.materials.at(-1)
}

/** The key with fresh material in front; everything encrypted before stays readable. */
export function rotated(key: KeyRecord, at: number, type: 'AUTOMATIC' | 'ON_DEMAND'): KeyRecord {
  return { ...key, materials: [...key.materials, { ...newMaterial(at), rotation: { at, type } }] }
}

/** When the key next changes by itself, or Infinity. */
export function dueAt(key: KeyRecord): number {
  if (key.state === 'PendingDeletion') return key.deletion?.at ?? Number.POSITIVE_INFINITY
  const expiries = key.materials.map(
    (material) => (material.secret && material.imported?.validTo) || Number.POSITIVE_INFINITY,
  )
  const rotation = key.state === 'Enabled' && key.rotation ? key.rotation.nextAt : Number.POSITIVE_INFINITY
  return Math.min(rotation, ...expiries)
}

/** The key after what was due by `now`, or undefined when it is deleted. */
export function afterDue(key: KeyRecord, now: number): KeyRecord | undefined {
  let next: KeyRecord = key
  for (let at = dueAt(next); at <= now; at = dueAt(next)) {
    if (next.state === 'PendingDeletion') return undefined
    next =
      next.rotation && next.state === 'Enabled' && next.rotation.nextAt === at
        ? automaticRotation(next, next.rotation)
        : expired(next, at)
  }
  return next
}

function automaticRotation(key: KeyRecord, rotation: AutomaticRotation): KeyRecord {
  const next = { ...rotation, nextAt: rotation.nextAt + rotation.periodInDays * day }
  return { ...rotated(key, rotation.nextAt, 'AUTOMATIC'), rotation: next }
}

/** Expired material is gone; without it the key waits for an import. */
function expired(key: KeyRecord, at: number): KeyRecord {
  const materials = key.materials.map((material) => {
    if ((material.imported?.validTo ?? Number.POSITIVE_INFINITY) > at) return material
    const { secret: _gone, ...rest } = material
    return rest
  })
  return { ...key, materials, state: 'PendingImport' }
}
