import type { FitnessFindingCode } from '../../shared/domain/fitness.ts'
import { at, colon, type ProblemWords } from './problem.ts'

const sealed = 'A running server keeps running; after its next restart it stays sealed.'

export const fitnessWords: Record<FitnessFindingCode, ProblemWords> = {
  'key-disabled': {
    title: () => 'The key is disabled',
    meaning: () => `A server starts with it and fails at its first use of the key. ${sealed}`,
  },
  'key-pending-deletion': {
    title: (p) => `The key is scheduled for deletion${at(p, 'deletionAt')}`,
    meaning: () =>
      'After that nothing that it wrapped can be opened again, by anyone. Until then the deletion can be cancelled.',
  },
  'key-pending-import': {
    title: () => 'The key has no key material yet',
    meaning: () => 'It waits for an import and can neither encrypt nor decrypt until then.',
  },
  'key-unavailable': {
    title: () => 'The key store behind the key cannot be reached',
    meaning: () => sealed,
  },
  'key-creating': {
    title: () => 'The key is still being created',
    meaning: () => 'It can be used as soon as KMS shows it as Enabled.',
  },
  'key-state-unknown': {
    title: (p) => `The key is in a state that is not known here${colon(p, 'state')}`,
    meaning: () => 'A check tells whether it serves.',
  },
  'key-not-symmetric': {
    title: (p) => `The key is not symmetric${colon(p, 'spec')}`,
    meaning: () =>
      'A seal needs SYMMETRIC_DEFAULT. A server starts with this key, and a failed init leaves a store that has to be wiped.',
  },
  'key-usage-not-encryption': {
    title: (p) => `The key is not for encryption${colon(p, 'usage')}`,
    meaning: () => 'A seal needs ENCRYPT_DECRYPT, and the usage of a key never changes.',
  },
  'key-managed-by-aws': {
    title: () => 'The key is managed by AWS',
    meaning: () => 'Its policy cannot be changed, so a server can be given no permission to use it directly.',
  },
  'key-material-expires': {
    title: (p) => `The key material expires${at(p, 'expiresAt')}`,
    meaning: () => `From then on the key is unusable until the same material is imported again. ${sealed}`,
  },
  'key-material-imported': {
    title: () => 'The key material was imported',
    meaning: () => 'AWS keeps no copy that it could restore. Keep the material where a disaster cannot reach both.',
  },
  'key-in-cloudhsm': {
    title: () => 'The key lives in a CloudHSM cluster',
    meaning: () => 'When the cluster cannot be reached, no server can unseal.',
  },
  'key-outside-aws': {
    title: () => 'The key lives outside AWS',
    meaning: () => 'When the external key manager or the way to it fails, no server can unseal.',
  },
  'key-origin-unknown': {
    title: (p) => `The origin of the key is not known here${colon(p, 'origin')}`,
    meaning: () => 'A check tells whether it serves.',
  },
  'key-multi-region': {
    title: () => 'The key is a multi-Region key',
    meaning: () => 'Its replicas open the same blobs in other regions, under an ARN of their own.',
  },
}
