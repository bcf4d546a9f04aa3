/** Encrypt, Decrypt and ReEncrypt with a symmetric key. */
import { keyArn } from '../model/key.ts'
import { findKey } from '../model/key-reference.ts'
import { encryptionAlgorithms } from '../model/key-spec.ts'
import { unsupported, validation } from '../service-error.ts'
import { blob, choice, list, optional, record, textMap } from '../wire/input-shape.ts'
import { dryRun, grantTokens, keyId } from './members.ts'
import { dryRunOutcome, type OperationContext, operation, stopAtDryRun } from './operation.ts'
import { encryptWith, open, requireEncryptable, requireUsable } from './under-key.ts'

const algorithm = optional(choice(encryptionAlgorithms))
const encryptionContext = optional(textMap())

const encryptShape = {
  KeyId: keyId,
  Plaintext: blob(1, 4096),
  EncryptionContext: encryptionContext,
  EncryptionAlgorithm: algorithm,
  GrantTokens: grantTokens,
  DryRun: dryRun,
}

export const encrypt = operation(encryptShape, (context, input) => {
  const { EncryptionContext: pairs = [], EncryptionAlgorithm: chosen = 'SYMMETRIC_DEFAULT', Plaintext } = input
  const details = { encryptionContext: pairs, grantTokens: input.GrantTokens }
  const key = findKey(context, input.KeyId, details)
  requireUsable(key, chosen, 'Encrypt')
  requireEncryptable(key, chosen, Plaintext)
  stopAtDryRun(input.DryRun)
  const { ciphertext } = encryptWith(context, key, Plaintext, pairs)
  Plaintext.fill(0)
  return { CiphertextBlob: ciphertext, EncryptionAlgorithm: chosen, KeyId: keyArn(key) }
})

const dryRunModifiers = optional(list(choice(['IGNORE_CIPHERTEXT']), 1))

const decryptShape = {
  CiphertextBlob: optional(blob(1, 6144)),
  KeyId: optional(keyId),
  Recipient: optional(record({})),
  EncryptionContext: encryptionContext,
  EncryptionAlgorithm: algorithm,
  GrantTokens: grantTokens,
  DryRun: dryRun,
  DryRunModifiers: dryRunModifiers,
}

export const decrypt = operation(decryptShape, (context, input) => {
  if (input.Recipient) throw unsupported('This sandbox does not serve attestation documents.')
  const { EncryptionAlgorithm: chosen = 'SYMMETRIC_DEFAULT', DryRun, DryRunModifiers } = input
  const details = { encryptionContext: input.EncryptionContext, grantTokens: input.GrantTokens }
  if (!input.CiphertextBlob) {
    requirePermissionQuestion(DryRun, DryRunModifiers)
    askWithoutCiphertext(context, input.KeyId, { ...details, member: 'keyId' })
    throw dryRunOutcome()
  }
  const demand = { ciphertext: input.CiphertextBlob, demanded: input.KeyId, algorithm: chosen, details }
  const { key, materialId, plaintext } = open(context, demand)
  stopAtDryRun(DryRun)
  context.used(key)
  const answer = { EncryptionAlgorithm: chosen, KeyId: keyArn(key), KeyMaterialId: materialId }
  return { ...answer, Plaintext: plaintext.toString('base64') }
})

/** A ciphertext may be left out only to ask about permissions. */
function requirePermissionQuestion(asked: boolean | undefined, modifiers: readonly string[] = []): void {
  if (asked && modifiers.includes('IGNORE_CIPHERTEXT')) return
  throw missing('ciphertextBlob')
}

/** The dry run that needs no ciphertext: only whether the caller may. */
function askWithoutCiphertext(
  context: OperationContext,
  reference: string | undefined,
  { member, ...details }: Parameters<typeof findKey>[2] & { member: string },
): void {
  if (reference === undefined) throw missing(member)
  requireUsable(findKey(context, reference, details), 'SYMMETRIC_DEFAULT', context.operation)
}

function missing(member: string) {
  return validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  )
}

const reEncryptShape = {
  CiphertextBlob: optional(blob(1, 6144)),
  SourceKeyId: optional(keyId),
  SourceEncryptionContext: encryptionContext,
  SourceEncryptionAlgorithm: algorithm,
  DestinationKeyId: keyId,
  DestinationEncryptionContext: encryptionContext,
  DestinationEncryptionAlgorithm: algorithm,
  GrantTokens: grantTokens,
  DryRun: dryRun,
  DryRunModifiers: dryRunModifiers,
}

export const reEncrypt = operation(reEncryptShape, (context, input) => {
  const { GrantTokens: tokens, DestinationEncryptionContext: pairs = [], DryRun } = input
  const { SourceEncryptionAlgorithm: from = 'SYMMETRIC_DEFAULT' } = input
  const { DestinationEncryptionAlgorithm: to = 'SYMMETRIC_DEFAULT' } = input
  const source = { encryptionContext: input.SourceEncryptionContext, grantTokens: tokens, permission: 'ReEncryptFrom' }
  if (!input.CiphertextBlob) {
    requirePermissionQuestion(DryRun, input.DryRunModifiers)
    askWithoutCiphertext(context, input.SourceKeyId, { ...source, member: 'sourceKeyId' })
  }
  const opened =
    input.CiphertextBlob &&
    open(context, { ciphertext: input.CiphertextBlob, demanded: input.SourceKeyId, algorithm: from, details: source })
  const target = { encryptionContext: pairs, grantTokens: tokens, permission: 'ReEncryptTo' }
  const key = findKey(context, input.DestinationKeyId, target)
  requireUsable(key, to, 'ReEncrypt')
  requireEncryptable(key, to, opened?.plaintext ?? Buffer.alloc(0))
  stopAtDryRun(DryRun)
  if (!opened) throw missing('ciphertextBlob')
  const { ciphertext, materialId } = encryptWith(context, key, opened.plaintext, pairs)
  opened.plaintext.fill(0)
  context.used(opened.key)
  return {
    CiphertextBlob: ciphertext,
    DestinationEncryptionAlgorithm: to,
    DestinationKeyMaterialId: materialId,
    KeyId: keyArn(key),
    SourceEncryptionAlgorithm: from,
    SourceKeyId: keyArn(opened.key),
    SourceKeyMaterialId: opened.materialId,
  }
})
