/**
 * One key as an operator looks at it: its description, the aliases that point at it, and its rotation. Each needs a
 * permission of its own, and a seal needs only the first.
 */
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import type { KeyDescription, KeyRotation } from '../../shared/domain/kms-key.ts'
import type { CallOptions, KmsSession } from './ports.ts'

/**
 * Describes a key, given in any of the four spellings, with its aliases. Listing aliases is refused to many a principal
 * and to every foreign account; the description is then still worth showing, with `aliasesUnknown` beside an empty list.
 */
export async function describeKey(
  session: KmsSession,
  key: KeyReference,
  options: CallOptions = {},
): Promise<KeyDescription> {
  const { value } = await session.describeKey(key, options)
  try {
    const names: string[] = []
    for await (const page of session.listAliases({ ...options, keyId: value.keyArn })) {
      for (const { name } of page) names.push(name)
    }
    return { ...value, aliases: names }
  } catch (error) {
    if (isRefusal(error)) return { ...value, aliases: [], aliasesUnknown: true }
    throw error
  }
}

/**
 * The rotation of a key. KMS lists rotations by key id or ARN only, so the key is described first; that also tells whether
 * it can rotate by itself, because for a kind that cannot KMS answers no more than that rotation is off.
 */
export async function keyRotation(
  session: KmsSession,
  key: KeyReference,
  options: CallOptions = {},
): Promise<KeyRotation> {
  const { value } = await session.describeKey(key, options)
  const rotation = await session.keyRotation(value.keyArn, options)
  const supported = rotation.automatic.supported && rotatesByItself(value)
  return { ...rotation, automatic: { ...rotation.automatic, supported } }
}

/** Only symmetric encryption keys whose material KMS made itself. Source: seal contract 6. */
function rotatesByItself({ spec, origin }: KeyDescription): boolean {
  return spec === 'SYMMETRIC_DEFAULT' && origin === 'AWS_KMS'
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof DiagnosedError)) return false
  const { code } = error.diagnosis
  return code === 'permission-denied' || code === 'operation-unsupported' || code === 'key-not-found'
}
