/** Which operations a grant on a key may name: only those that the key's spec and usage have. */
import { isSymmetric, type KeyRecord } from '../model/key.ts'
import { validation } from '../service-error.ts'

const ofEveryKey = ['CreateGrant', 'DescribeKey', 'RetireGrant']
const ofEncryption = ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo']
const ofDataKeys = [
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
]

const ofUsage: Readonly<Record<KeyRecord['usage'], readonly string[]>> = {
  ENCRYPT_DECRYPT: ofEncryption,
  SIGN_VERIFY: ['GetPublicKey', 'Sign', 'Verify'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  ENCAPSULATE_DECAPSULATE: ['Decapsulate', 'Encapsulate', 'GetPublicKey'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
}

export function requireGrantable(key: KeyRecord, operations: readonly string[]): void {
  const fitting = [...ofEveryKey, ...ofUsage[key.usage], ...ofSpec(key)]
  const unfit = operations.filter((operation) => !fitting.includes(operation))
  if (unfit.length === 0) return
  throw validation(
    `Grant operations [${unfit.join(', ')}] do not fit a key of usage ${key.usage} and spec ${key.spec}.`,
  )
}

function ofSpec(key: KeyRecord): readonly string[] {
  if (key.usage !== 'ENCRYPT_DECRYPT') return []
  return isSymmetric(key) ? ofDataKeys : ['GetPublicKey']
}
