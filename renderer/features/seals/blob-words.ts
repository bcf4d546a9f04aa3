import type { BlobNote } from '../../../shared/domain/blob-view.ts'

/** What a field of the stored structure is for, by its protobuf path. */
const fieldWords: Record<string, string> = {
  '1': 'The text under AES-256-GCM, with its 16-byte tag at the end',
  '2': 'Twelve random bytes, new for every encryption',
  '3': 'Not used by this seal',
  '4': 'Set by Vault on its recovery key',
  '5': 'Which key wraps the DEK, and how',
  '5.1': 'How the text is protected: 1 is envelope, 0 is KMS alone',
  '5.2': 'Not used by this seal',
  '5.3': 'The KMS key as KMS answered it; the server compares it at every unseal',
  '5.4': 'Not used by this seal',
  '5.5': 'The 32-byte DEK as KMS encrypted it: only KMS opens it',
  '5.6': 'Not used by this seal',
  '6': 'Not used by this seal',
  '7': 'Not used by this seal',
  '8': 'Not used by this seal',
}

/** The explanation of a wire field. */
export function fieldExplanation(path: string): string {
  return Object.hasOwn(fieldWords, path) ? (fieldWords[path] ?? '') : 'Unknown to this app; kept as it is'
}

/** Remarks on a blob, as sentences. */
export const noteWords: Record<BlobNote, string> = {
  'joined-iv': 'The IV stands in front of the ciphertext, as OpenBao 2.5.0 writes it.',
  'no-key-info':
    'No key info: older servers hand these bytes to KMS as they are, HashiCorp wrappers from 4.0.1 refuse them.',
  'direct-mechanism': 'KMS encrypted the value itself, without an envelope.',
  'wrapped-flag': 'The wrapped flag is set, as Vault does on its recovery key.',
  'unknown-fields': 'It holds fields that this app does not know; they are kept.',
  'unknown-mechanism': 'No released server knows this mechanism.',
  'iv-length': 'The IV is not 12 bytes: HashiCorp builds and OpenBao up to 2.4 crash on it.',
  'empty-plaintext': 'The plaintext is empty, which is allowed.',
}
