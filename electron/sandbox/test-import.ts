/** Wraps key material as an owner does before an import, with Node's own algorithms. For tests. */
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import type { Signing, TestAnswer, TestSandbox } from './test-client.ts'

export interface ImportOptions {
  readonly algorithm?: string
  readonly spec?: string
  readonly members?: Record<string, unknown>
  readonly signing?: Partial<Signing>
}

const neverExpires = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }

/** Imports the material and answers what ImportKeyMaterial did. */
export async function importMaterial(
  box: TestSandbox,
  KeyId: string,
  material: Buffer,
  { algorithm = 'RSAES_OAEP_SHA_256', spec = 'RSA_2048', members = neverExpires, signing = {} }: ImportOptions = {},
): Promise<TestAnswer> {
  const input = { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: spec }
  const { ImportToken, PublicKey } = (await box.call('GetParametersForImport', input, signing)).body
  const EncryptedKeyMaterial = wrap(material, PublicKey, algorithm).toString('base64')
  return box.call('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ...members }, signing)
}

export function wrap(material: Buffer, publicKey: string, algorithm: string): Buffer {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const oaepHash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256'
  const under = (bytes: Buffer) => publicEncrypt({ key, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING }, bytes)
  if (!algorithm.startsWith('RSA_AES')) return under(material)
  const aes = randomBytes(32)
  const cipher = createCipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'))
  return Buffer.concat([under(aes), cipher.update(material), cipher.final()])
}
