/**
 * Key material from outside. GetParametersForImport makes a wrapping key and puts its private half into the import token,
 * readable by this sandbox alone; ImportKeyMaterial opens both. The same material can be brought back under its id,
 * another one only as new material that waits for a rotation.
 */
import { day, epochSeconds } from '../clock.ts'
import { isReplica, isSymmetric, type KeyRecord, keyArn } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import {
  currentMaterial,
  importedMaterialId,
  isComplete,
  isSameSecret,
  type KeyMaterial,
  pendingMaterial,
  withoutSecret,
} from '../model/material.ts'
import { openValue, sealValue } from '../model/sealed.ts'
import type { World } from '../model/world.ts'
import { newWrappingKey, unwrap, wrappingAlgorithms, wrappingKeySpecs } from '../model/wrapping.ts'
import { invalidState, notFound, ServiceError, validation } from '../service-error.ts'
import { blob, choice, type InputOf, moment, optional, text } from '../wire/input-shape.ts'
import { requireNotPendingDeletion, requireOrigin } from './key-state.ts'
import { keyId } from './members.ts'
import { type OperationContext, operation, preparedOperation } from './operation.ts'

const parametersShape = {
  KeyId: keyId,
  WrappingAlgorithm: choice(wrappingAlgorithms),
  WrappingKeySpec: choice(wrappingKeySpecs),
}

interface ImportToken {
  readonly keyArn: string
  readonly algorithm: (typeof wrappingAlgorithms)[number]
  readonly validTo: number
  /** PKCS #8, in base64. */
  readonly privateKey: string
}

export const getParametersForImport = preparedOperation(parametersShape, {
  check(context, input) {
    const more = { 'kms:wrappingalgorithm': [input.WrappingAlgorithm] }
    const key = findKeyWithoutAlias(context, input.KeyId, { more })
    requireOrigin(key, 'EXTERNAL')
    requireNotPendingDeletion(key)
    return key
  },
  make: ({ WrappingKeySpec }) => newWrappingKey(WrappingKeySpec),
  run(context, input, key, pair) {
    const validTo = context.now + day
    const token: ImportToken = {
      keyArn: keyArn(key),
      algorithm: input.WrappingAlgorithm,
      validTo,
      privateKey: pair.privateKey.toString('base64'),
    }
    return {
      ImportToken: sealValue(context.world.secret, 'import', token).toString('base64'),
      KeyId: keyArn(key),
      ParametersValidTo: epochSeconds(validTo),
      PublicKey: pair.publicKey.toString('base64'),
    }
  },
})

const importShape = {
  KeyId: keyId,
  ImportToken: blob(1, 6144),
  EncryptedKeyMaterial: blob(1, 6144),
  ValidTo: optional(moment()),
  ExpirationModel: optional(choice(['KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE'])),
  ImportType: optional(choice(['NEW_KEY_MATERIAL', 'EXISTING_KEY_MATERIAL'])),
  KeyMaterialDescription: optional(text({ max: 256 })),
  KeyMaterialId: optional(text({ min: 64, max: 64, pattern: /^[a-f0-9]+$/ })),
}
type ImportInput = InputOf<typeof importShape>

export const importKeyMaterial = operation(importShape, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireOrigin(key, 'EXTERNAL')
  requireNotPendingDeletion(key)
  const imported = importedMembers(context, input)
  const secret = unwrapped(context, key, input)
  const material = { secret: secret.toString('base64'), imported }
  const type =
    input.ImportType ?? (key.materials.length === 0 && !isReplica(key) ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL')
  const next =
    type === 'NEW_KEY_MATERIAL'
      ? withNew(context, key, secret, material)
      : withExisting(context, key, secret, material, input)
  context.change({ do: 'put-key', key: next.key })
  return isSymmetric(key) ? { KeyId: keyArn(key), KeyMaterialId: next.id } : { KeyId: keyArn(key) }
})

type Imported = NonNullable<KeyMaterial['imported']>

/** The end of the material and its description, with AWS's rules for which end goes with which model. */
function importedMembers({ now }: OperationContext, input: ImportInput): Imported {
  const expires = (input.ExpirationModel ?? 'KEY_MATERIAL_EXPIRES') === 'KEY_MATERIAL_EXPIRES'
  if (expires && input.ValidTo === undefined)
    throw validation('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES')
  if (!expires && input.ValidTo !== undefined)
    throw validation('A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE')
  if (input.ValidTo !== undefined && (input.ValidTo <= now || input.ValidTo > now + 365 * day))
    throw validation('ValidTo must be in the future and at most 365 days away.')
  return {
    ...(input.ValidTo === undefined ? {} : { validTo: input.ValidTo }),
    ...(input.KeyMaterialDescription === undefined ? {} : { description: input.KeyMaterialDescription }),
  }
}

function unwrapped({ world, now }: OperationContext, key: KeyRecord, input: ImportInput): Buffer {
  const token = readToken(world, input.ImportToken)
  if (!token || token.keyArn !== keyArn(key)) throw new ServiceError('InvalidImportTokenException')
  if (token.validTo < now) throw new ServiceError('ExpiredImportTokenException')
  const secret = unwrap(token.algorithm, Buffer.from(token.privateKey, 'base64'), input.EncryptedKeyMaterial)
  if (!secret) throw new ServiceError('InvalidCiphertextException')
  const size = secretSize(key)
  if (size !== undefined && secret.length !== size) throw incorrectMaterial()
  return secret
}

function readToken(world: World, bytes: Buffer): ImportToken | undefined {
  return openValue(world.secret, 'import', bytes) as ImportToken | undefined
}

/** Bytes of a secret of the key's spec; undefined for asymmetric ones, whose private key nothing here uses. */
function secretSize({ spec }: KeyRecord): number | undefined {
  if (spec === 'SYMMETRIC_DEFAULT') return 32
  return spec.startsWith('HMAC_') ? Number(spec.slice('HMAC_'.length)) / 8 : undefined
}

interface NewSecret {
  readonly secret: string
  readonly imported: Imported
}

interface Next {
  readonly id: string
  readonly key: KeyRecord
}

/** The first material serves at once; any other one waits for a rotation, one at a time. */
function withNew({ now }: OperationContext, key: KeyRecord, secret: Buffer, material: NewSecret): Next {
  const id = importedMaterialId(key.id, secret)
  if (isReplica(key)) throw invalidState(`New key material is imported into the primary key of ${keyArn(key)} first.`)
  const pending = pendingMaterial(key)
  if (pending && !isSameSecret(pending, secret)) {
    throw invalidState(
      `New key material (id: ${id}) cannot be imported into KMS key ${keyArn(key)}, because another key material (id: ${pending.id}) is pending rotation.`,
    )
  }
  if (key.materials.some((other) => isSameSecret(other, secret) && other.secret !== undefined && !other.pending))
    throw incorrectMaterial()
  const others = key.materials.filter((other) => other !== pending)
  if (others.length === 0) return { id, key: afterImport({ ...key, materials: [{ ...material, id, createdAt: now }] }) }
  if (!isSymmetric(key)) throw incorrectMaterial()
  return { id, key: { ...key, materials: [...others, { ...material, id, createdAt: now, pending: true }] } }
}

function withExisting(
  context: OperationContext,
  key: KeyRecord,
  secret: Buffer,
  material: NewSecret,
  { KeyMaterialId }: ImportInput,
): Next {
  const known = knownMaterial(context, key, secret)
  if (!known || (KeyMaterialId !== undefined && KeyMaterialId !== known.id)) throw incorrectMaterial()
  const { digest: _found, ...rest } = known
  const imported = { ...describedAs(known), ...material.imported }
  const back: KeyMaterial = { ...rest, secret: material.secret, imported }
  const has = key.materials.some(({ id }) => id === known.id)
  const materials = has
    ? key.materials.map((other) => (other.id === known.id ? back : other))
    : [...key.materials, back]
  return { id: known.id, key: afterImport({ ...key, materials: inOrder(context, key, materials) }) }
}

/** The key's own material with that secret, or for a replica its primary's. */
function knownMaterial({ world }: OperationContext, key: KeyRecord, secret: Buffer): KeyMaterial | undefined {
  const own = key.materials.find((material) => isSameSecret(material, secret))
  if (own || !isReplica(key)) return own
  const primary = world.related(key).find((related) => !isReplica(related))
  return primary?.materials.find((material) => isSameSecret(material, secret))
}

/** A replica has its materials in the order of its primary, in whichever order they were imported. */
function inOrder(
  { world }: OperationContext,
  key: KeyRecord,
  materials: readonly KeyMaterial[],
): readonly KeyMaterial[] {
  const primary = isReplica(key) ? world.related(key).find((related) => !isReplica(related)) : undefined
  if (!primary) return materials
  const place = (material: KeyMaterial) => primary.materials.findIndex(({ id }) => id === material.id)
  return [...materials].sort((one, other) => place(one) - place(other))
}

/** A description is kept from the last import of the same material. */
function describedAs({ imported }: KeyMaterial): Imported {
  return imported?.description === undefined ? {} : { description: imported.description }
}

/** A key that waited for its material is enabled once it has all of it; any other keeps its state. */
function afterImport(key: KeyRecord): KeyRecord {
  return key.state === 'PendingImport' && isComplete(key) ? { ...key, state: 'Enabled' } : key
}

function incorrectMaterial(): ServiceError {
  return new ServiceError('IncorrectKeyMaterialException')
}

const deleteShape = { KeyId: keyId, KeyMaterialId: optional(text({ min: 64, max: 64, pattern: /^[a-f0-9]+$/ })) }

export const deleteImportedKeyMaterial = operation(deleteShape, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireOrigin(key, 'EXTERNAL')
  const material =
    input.KeyMaterialId === undefined
      ? currentMaterial(key)
      : key.materials.find(({ id }) => id === input.KeyMaterialId)
  if (input.KeyMaterialId !== undefined && !material)
    throw notFound(`Key material ${input.KeyMaterialId} is not associated with ${keyArn(key)}`)
  if (material) context.change({ do: 'put-key', key: withoutMaterial(key, material) })
  return isSymmetric(key) && material ? { KeyId: keyArn(key), KeyMaterialId: material.id } : { KeyId: keyArn(key) }
})

/** Material that only waited for a rotation goes for good; any other one can be brought back. */
function withoutMaterial(key: KeyRecord, material: KeyMaterial): KeyRecord {
  if (material.pending) return { ...key, materials: key.materials.filter((other) => other !== material) }
  const materials = key.materials.map((other) => (other === material ? withoutSecret(other) : other))
  const waits = key.state === 'Enabled' || key.state === 'Disabled'
  return { ...key, materials, ...(waits ? { state: 'PendingImport' as const } : {}) }
}
