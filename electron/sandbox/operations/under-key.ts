/** Encryption and decryption under a key, for every operation that does either. */
import { parseARN } from '../model/arn.ts'
import {
  type CiphertextParts,
  decryptUnder,
  type EncryptionContext,
  encryptUnder,
  readCiphertext,
} from '../model/ciphertext.ts'
import { isSymmetric, type KeyRecord, keyArn } from '../model/key.ts'
import { type AccessDetails, allow, findKey } from '../model/key-reference.ts'
import { algorithmsOf, type EncryptionAlgorithm } from '../model/key-spec.ts'
import { currentMaterial } from '../model/material.ts'
import { internalError, ServiceError, unsupported, validation } from '../service-error.ts'
import { requireState, requireUsage } from './key-state.ts'
import type { OperationContext } from './operation.ts'

/** State first, then usage, then algorithm. */
export function requireUsable(key: KeyRecord, algorithm: EncryptionAlgorithm, operationName: string): void {
  requireState(key, 'Enabled')
  requireUsage(key, 'ENCRYPT_DECRYPT', operationName)
  if (algorithmsOf(key.spec, key.usage)?.includes(algorithm)) return
  throw new ServiceError(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`,
  )
}

const hashBytes: Partial<Record<EncryptionAlgorithm, number>> = { RSAES_OAEP_SHA_1: 20, RSAES_OAEP_SHA_256: 32 }

/** Asymmetric cryptography is not a seal's business; what such a key could not take is told before that. */
export function requireEncryptable(key: KeyRecord, algorithm: EncryptionAlgorithm, plaintext: Buffer): void {
  if (isSymmetric(key)) return
  const hash = hashBytes[algorithm]
  const limit = hash === undefined ? undefined : Number(key.spec.replace('RSA_', '')) / 8 - 2 * hash - 2
  if (limit !== undefined && plaintext.length > limit) {
    throw validation(`Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${limit} bytes.`)
  }
  throw notServed()
}

function notServed(): ServiceError {
  return unsupported('The sandbox has no asymmetric cryptography.')
}

export interface Encrypted {
  /** In base64. */
  readonly ciphertext: string
  readonly materialId: string
}

export function encryptWith(
  context: OperationContext,
  key: KeyRecord,
  plaintext: Buffer,
  pairs: EncryptionContext,
): Encrypted {
  const material = currentMaterial(key)
  if (!material?.secret) throw internalError()
  const name = { keyArn: keyArn(key), id: material.id, secret: material.secret }
  const ciphertext = encryptUnder(name, plaintext, pairs).toString('base64')
  context.used(key)
  return { ciphertext, materialId: material.id }
}

export interface Demand {
  readonly ciphertext: Buffer
  /** The key that it must be, when the caller named one. */
  readonly demanded: string | undefined
  readonly algorithm: EncryptionAlgorithm
  readonly details: AccessDetails
}

export interface Opened {
  readonly key: KeyRecord
  readonly materialId: string
  readonly plaintext: Buffer
}

/** Finds the key in the ciphertext and opens it; a key that was named is only a demand that it be that one. */
export function open(context: OperationContext, { ciphertext, demanded, algorithm, details }: Demand): Opened {
  const named = demanded === undefined ? undefined : findKey(context, demanded, details)
  if (algorithm !== 'SYMMETRIC_DEFAULT' && !named) throw validation('A KeyId is required for asymmetric decryption.')
  if (named && !isSymmetric(named)) refuseAsymmetric(named, algorithm, context.operation)
  const parts = readCiphertext(ciphertext)
  if (!parts) throw new ServiceError('InvalidCiphertextException')
  const key = keyOfCiphertext(context, parts)
  if (named && (!key || keyArn(key) !== keyArn(named))) throw incorrectKey()
  if (!key) throw unknownKey()
  if (!named) allow(context, key, details)
  requireUsable(key, algorithm, context.operation)
  return { key, ...openWith(key, parts, details.encryptionContext ?? []) }
}

function refuseAsymmetric(key: KeyRecord, algorithm: EncryptionAlgorithm, operation: string): never {
  requireUsable(key, algorithm, operation)
  throw notServed()
}

function openWith(key: KeyRecord, parts: CiphertextParts, pairs: EncryptionContext): Omit<Opened, 'key'> {
  const material = key.materials.find(({ id }) => id === parts.materialId)
  const plaintext = material?.secret && decryptUnder(parts, material.secret, pairs)
  if (!material || !plaintext) throw new ServiceError('InvalidCiphertextException')
  return { materialId: material.id, plaintext }
}

/** The key a ciphertext names; a multi-Region key is found in every region that has it. */
function keyOfCiphertext({ world, region }: OperationContext, parts: CiphertextParts): KeyRecord | undefined {
  const arn = parseARN(parts.keyArn)
  if (!arn) return undefined
  const id = arn.resource.replace('key/', '')
  const visible = arn.region === region || id.startsWith('mrk-')
  return visible ? world.ring({ account: arn.account, region }).keys.get(id) : undefined
}

function unknownKey(): ServiceError {
  const message =
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.'
  return new ServiceError('AccessDeniedException', message)
}

function incorrectKey(): ServiceError {
  const message = 'The key ID in the request does not identify a CMK that can perform this operation.'
  return new ServiceError('IncorrectKeyException', message)
}
