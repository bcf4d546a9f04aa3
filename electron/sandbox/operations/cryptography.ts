/**
 * Encrypt and Decrypt with a symmetric key. Decrypt finds key and material in the ciphertext; a KeyId is only a demand
 * that it be that key.
 */

import { parseARN } from '../model/arn.ts'
import { decryptUnder, encryptUnder, readCiphertext } from '../model/ciphertext.ts'
import { currentMaterial, isSymmetric, type KeyRecord, keyArn } from '../model/key.ts'
import { authorize } from '../model/key-policy.ts'
import { findKey } from '../model/key-reference.ts'
import { algorithmsOf, encryptionAlgorithms } from '../model/key-spec.ts'
import { internalError, ServiceError, unsupported, validation } from '../service-error.ts'
import { blob, choice, optional, record, textMap } from '../wire/input-shape.ts'
import { requireState, requireUsage } from './key-state.ts'
import { dryRun, grantTokens, keyId } from './members.ts'
import { type OperationContext, operation, stopAtDryRun } from './operation.ts'

const shared = {
  EncryptionContext: optional(textMap()),
  EncryptionAlgorithm: optional(choice(encryptionAlgorithms)),
  GrantTokens: grantTokens,
  DryRun: dryRun,
}

export const encrypt = operation({ KeyId: keyId, Plaintext: blob(1, 4096), ...shared }, (context, input) => {
  const key = findKey(context, input.KeyId)
  const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  requireUsable(key, algorithm, 'Encrypt')
  stopAtDryRun(input.DryRun)
  const material = currentMaterial(key)
  if (!material?.secret) throw internalError()
  const name = { keyArn: keyArn(key), id: material.id, secret: material.secret }
  const ciphertext = encryptUnder(name, input.Plaintext, input.EncryptionContext ?? [])
  input.Plaintext.fill(0)
  return { CiphertextBlob: ciphertext.toString('base64'), EncryptionAlgorithm: algorithm, KeyId: name.keyArn }
})

const decryptShape = {
  CiphertextBlob: blob(1, 6144),
  KeyId: optional(keyId),
  Recipient: optional(record({})),
  ...shared,
}

export const decrypt = operation(decryptShape, (context, input) => {
  if (input.Recipient) throw unsupported('This sandbox does not serve attestation documents.')
  const algorithm = input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT'
  const demanded = input.KeyId === undefined ? undefined : findKey(context, input.KeyId)
  if (algorithm !== 'SYMMETRIC_DEFAULT' && !demanded) throw validation('A KeyId is required for asymmetric decryption.')
  if (demanded && !isSymmetric(demanded)) requireUsable(demanded, algorithm, 'Decrypt')
  const parts = readCiphertext(input.CiphertextBlob)
  if (!parts) throw new ServiceError('InvalidCiphertextException')
  const key = keyOfCiphertext(context, parts.keyArn)
  if (demanded && demanded !== key) throw incorrectKey()
  if (!key) throw unknownKey()
  authorize(key, context.callerArn, context.operation)
  requireUsable(key, algorithm, 'Decrypt')
  const material = key.materials.find(({ id }) => id === parts.materialId)
  const plaintext = material?.secret && decryptUnder(parts, material.secret, input.EncryptionContext ?? [])
  if (!material || !plaintext) throw new ServiceError('InvalidCiphertextException')
  stopAtDryRun(input.DryRun)
  const answer = { EncryptionAlgorithm: algorithm, KeyId: keyArn(key), KeyMaterialId: material.id }
  return { ...answer, Plaintext: plaintext.toString('base64') }
})

/** State first, then usage, then algorithm; asymmetric cryptography itself is not a seal's business. */
function requireUsable(key: KeyRecord, algorithm: string, operationName: string): void {
  requireState(key, 'Enabled')
  requireUsage(key, 'ENCRYPT_DECRYPT', operationName)
  if (!algorithmsOf(key.spec, key.usage)?.includes(algorithm)) {
    throw new ServiceError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`,
    )
  }
  if (!isSymmetric(key)) throw unsupported()
}

/** The key a ciphertext names, as far as the caller's account and region can see it. */
function keyOfCiphertext(context: OperationContext, arnText: string): KeyRecord | undefined {
  const arn = parseARN(arnText)
  const id = arn?.resource.replace('key/', '') ?? ''
  const visible = arn?.account === context.account && (arn.region === context.region || id.startsWith('mrk-'))
  return visible ? context.world.ring(context.region).keys.get(id) : undefined
}

function incorrectKey(): ServiceError {
  const message = 'The key ID in the request does not identify a CMK that can perform this operation.'
  return new ServiceError('IncorrectKeyException', message)
}

function unknownKey(): ServiceError {
  const message =
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.'
  return new ServiceError('AccessDeniedException', message)
}
