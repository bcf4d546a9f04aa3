/** Data keys and random bytes. */
import { randomBytes } from 'node:crypto'
import { keyArn } from '../model/key.ts'
import { allowWithoutKey, findKey } from '../model/key-reference.ts'
import { ServiceError, unsupported, validation } from '../service-error.ts'
import { choice, type InputOf, integer, optional, record, text, textMap } from '../wire/input-shape.ts'
import { dryRun, grantTokens, keyId } from './members.ts'
import { type Answer, type OperationContext, operation, stopAtDryRun } from './operation.ts'
import { encryptWith, requireUsable } from './under-key.ts'

const shape = {
  KeyId: keyId,
  EncryptionContext: optional(textMap()),
  NumberOfBytes: optional(integer(1, 1024)),
  KeySpec: optional(choice(['AES_256', 'AES_128'])),
  GrantTokens: grantTokens,
  Recipient: optional(record({})),
  DryRun: dryRun,
}
type Input = InputOf<typeof shape>

export const generateDataKey = operation(shape, (context, input) => {
  if (input.Recipient) throw unsupported('This sandbox does not serve attestation documents.')
  const { plaintext, ...answer } = newDataKey(context, input)
  return { ...answer, Plaintext: plaintext.toString('base64') }
})

export const generateDataKeyWithoutPlaintext = operation(shape, (context, input) => {
  const { plaintext, ...answer } = newDataKey(context, input)
  plaintext.fill(0)
  return answer
})

function newDataKey(context: OperationContext, input: Input): Answer & { plaintext: Buffer } {
  const size = sizeOf(input)
  const { EncryptionContext: pairs = [], GrantTokens: tokens } = input
  const key = findKey(context, input.KeyId, { encryptionContext: pairs, grantTokens: tokens })
  requireUsable(key, 'SYMMETRIC_DEFAULT', context.operation)
  stopAtDryRun(input.DryRun)
  const plaintext = randomBytes(size)
  const { ciphertext, materialId } = encryptWith(context, key, plaintext, pairs)
  return { CiphertextBlob: ciphertext, KeyId: keyArn(key), KeyMaterialId: materialId, plaintext }
}

function sizeOf({ NumberOfBytes, KeySpec }: Input): number {
  if ((NumberOfBytes === undefined) === (KeySpec === undefined)) {
    throw validation('Please specify either number of bytes or key spec.')
  }
  return NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32)
}

const randomShape = {
  NumberOfBytes: optional(integer(1, 1024)),
  CustomKeyStoreId: optional(text({ min: 1, max: 64 })),
  Recipient: optional(record({})),
}

export const generateRandom = operation(randomShape, (context, input) => {
  if (input.Recipient) throw unsupported('This sandbox does not serve attestation documents.')
  if (input.CustomKeyStoreId !== undefined)
    throw new ServiceError('CustomKeyStoreNotFoundException', `There is no custom key store ${input.CustomKeyStoreId}.`)
  allowWithoutKey(context)
  if (input.NumberOfBytes === undefined) throw validation('NumberOfBytes is required.')
  return { Plaintext: randomBytes(input.NumberOfBytes).toString('base64') }
})
