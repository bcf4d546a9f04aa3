/**
 * Key material: every secret that a key has had. The current one encrypts, all of them decrypt. Imported material can be
 * lost and brought back, but never replaced by another under the same id.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { KeyRecord } from './key.ts'

export interface KeyMaterial {
  readonly id: string
  /** In base64, or absent when imported material has expired or was deleted. */
  readonly secret?: string
  /** Of a lost secret: by this alone it is known again. */
  readonly digest?: string
  readonly createdAt: number
  /** Absent for the first material: it was not rotated into place. */
  readonly rotation?: { readonly at: number; readonly type: RotationType }
  /** Imported for the next rotation on demand. */
  readonly pending?: true
  /** Only for imported material. */
  readonly imported?: { readonly validTo?: number; readonly description?: string }
}

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND'

export function newMaterial(createdAt: number): KeyMaterial {
  return { id: randomBytes(32).toString('hex'), secret: randomBytes(32).toString('base64'), createdAt }
}

/** Imported material has an id that follows from it and its key, so that the same one is the same everywhere. */
export function importedMaterialId(keyId: string, secret: Buffer): string {
  return createHash('sha256').update(keyId).update(secret).digest('hex')
}

/** The material that encrypts now. */
export function currentMaterial(key: Pick<KeyRecord, 'materials'>): KeyMaterial | undefined {
  return key.materials.findLast(({ pending }) => !pending)
}

export function pendingMaterial(key: Pick<KeyRecord, 'materials'>): KeyMaterial | undefined {
  return key.materials.find(({ pending }) => pending)
}

/** Whether everything that belongs to the key for good is there. */
export function isComplete(key: Pick<KeyRecord, 'materials'>): boolean {
  const lasting = key.materials.filter(({ pending }) => !pending)
  return lasting.length > 0 && lasting.every(({ secret }) => secret !== undefined)
}

export function isSameSecret({ secret, digest }: KeyMaterial, candidate: Buffer): boolean {
  if (secret !== undefined) return secret === candidate.toString('base64')
  // A store of the first format did not keep what its lost material looked like.
  return digest === undefined || digest === digestOf(candidate)
}

function digestOf(secret: Buffer): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** The material without its secret: what remains of an import that expired or was deleted. */
export function withoutSecret({ secret, ...rest }: KeyMaterial): KeyMaterial {
  return secret === undefined ? rest : { ...rest, digest: digestOf(Buffer.from(secret, 'base64')) }
}

/** The key with fresh material in front; everything encrypted before stays readable. */
export function rotated(key: KeyRecord, at: number, type: RotationType): KeyRecord {
  return { ...key, materials: [...key.materials, { ...newMaterial(at), rotation: { at, type } }] }
}

/** The key with the material that waited for a rotation as its current one. */
export function rotatedToPending(key: KeyRecord, at: number): KeyRecord {
  const materials = key.materials.map((material): KeyMaterial => {
    const { pending, ...rest } = material
    return pending ? { ...rest, rotation: { at, type: 'ON_DEMAND' } } : material
  })
  return { ...key, materials }
}
