/**
 * Proves that a stored value opens, without giving its plaintext to anyone: it exists for the length of one call and is
 * wiped. KMS's refusals keep the adapter's diagnosis; "KMS answered, yet the content does not fit" is a code of its own.
 */
import { DiagnosedError, type DiagnosisCode } from '../../shared/diagnosis.ts'
import { decodeBlobInfo } from './blob-codec.ts'
import type { CallOptions, KmsCipher } from './ports.ts'
import { readStoredText, type StoredValue } from './stored-value.ts'
import { type Decrypted, decrypt } from './wrapper.ts'

/** A stored value opened: how long its plaintext is and which key did it. */
export interface OpenedValue {
  outcome: 'opened'
  plaintextLength: number
  keyArn: string
  keyMaterialId?: string
}

/** Opens a stored value given as text; of several slots the first that opens counts, as for a server. */
export async function verifyStoredValue(
  session: KmsCipher,
  text: string,
  options: CallOptions = {},
): Promise<OpenedValue> {
  const { plaintext, keyArn, keyMaterialId } = await openStoredValue(session, readStoredText(text), options)
  const plaintextLength = plaintext.length
  plaintext.fill(0)
  return { outcome: 'opened', plaintextLength, keyArn, ...(keyMaterialId === undefined ? {} : { keyMaterialId }) }
}

/** Failures of one slot that leave hope for the next. Anything else (no network, no credentials) stops the attempt. */
const slotFailures: ReadonlySet<DiagnosisCode> = new Set([
  'permission-denied',
  'key-not-found',
  'key-disabled',
  'key-unusable-state',
  'key-unfit',
  'wrong-key',
  'ciphertext-rejected',
  'blob-malformed',
  'blob-mechanism-unknown',
  'blob-authentication-failed',
])

/** Opens a stored value. The caller wipes the plaintext. Where no slot opens, the most telling failure is thrown. */
export async function openStoredValue(
  session: KmsCipher,
  stored: StoredValue,
  options: CallOptions = {},
): Promise<Decrypted> {
  const failures: DiagnosedError[] = []
  for (const blob of stored.blobs) {
    try {
      return await decrypt(session, blob, options)
    } catch (error) {
      if (!(error instanceof DiagnosedError) || !slotFailures.has(error.diagnosis.code)) throw error
      failures.push(withKey(error, blob))
    }
  }
  throw mostTelling(failures)
}

/** A refusal of Decrypt, which is asked without a key, gains the key that the blob itself names. */
function withKey(error: DiagnosedError, blob: Uint8Array): DiagnosedError {
  const { code, retry, evidence } = error.diagnosis
  if (code === 'blob-malformed' || evidence.keyReference !== undefined) return error
  const keyReference = decodeBlobInfo(blob).keyInfo?.keyId
  return keyReference ? new DiagnosedError(code, { ...evidence, keyReference }, { retry, cause: error }) : error
}

/** Damaged content outweighs a refusal: it is the failure that no permission mends. */
function mostTelling(failures: DiagnosedError[]): DiagnosedError | undefined {
  return failures.find(({ diagnosis }) => diagnosis.code === 'blob-authentication-failed') ?? failures[0]
}
