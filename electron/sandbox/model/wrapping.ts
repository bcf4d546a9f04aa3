/**
 * How key material travels into KMS: wrapped under an RSA key of KMS's, or, when it is long, under an AES key that is.
 * The AES wrap (RFC 5649, key wrap with padding) is written out here because not every crypto library that Node is built
 * with has it.
 */
import { constants, createDecipheriv, createPrivateKey, generateKeyPair, privateDecrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { ServiceError, unsupported } from '../service-error.ts'

export const wrappingAlgorithms = [
  'RSAES_PKCS1_V1_5',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
  'SM2PKE',
] as const
export type WrappingAlgorithm = (typeof wrappingAlgorithms)[number]

export const wrappingKeySpecs = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'] as const

export interface WrappingKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer
  /** PKCS #8 in DER. */
  readonly privateKey: Buffer
}

const generate = promisify(generateKeyPair)

/** The making under way. */
let making: Promise<unknown> = Promise.resolve()

/** Makes an RSA key pair on another thread; one at a time, as the few threads there are also write to the disk. */
export async function newWrappingKey(spec: (typeof wrappingKeySpecs)[number]): Promise<WrappingKey> {
  if (spec === 'SM2') throw unsupported('SM2 is for the regions in China, which this sandbox does not set apart.')
  const pair = making.then(() =>
    generate('rsa', {
      modulusLength: Number(spec.slice('RSA_'.length)),
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    }),
  )
  making = pair.catch(() => {})
  const { publicKey, privateKey } = await pair
  return { publicKey, privateKey }
}

/** The material, or undefined when it was not wrapped under that key in that way. */
export function unwrap(algorithm: WrappingAlgorithm, privateKey: Buffer, wrapped: Buffer): Buffer | undefined {
  if (algorithm === 'RSAES_PKCS1_V1_5' || algorithm === 'SM2PKE')
    throw new ServiceError('UnsupportedOperationException', `The wrapping algorithm ${algorithm} is not served.`)
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })
  const oaepHash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256'
  const rsaBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const open = (bytes: Buffer) => privateDecrypt({ key, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING }, bytes)
  try {
    if (!algorithm.startsWith('RSA_AES')) return open(wrapped)
    return unwrapAES(open(wrapped.subarray(0, rsaBytes)), wrapped.subarray(rsaBytes))
  } catch {
    return undefined
  }
}

const blockBytes = 8
const alternativeIV = 0xa65959a6

/** RFC 5649. Returns undefined when the integrity check fails. */
export function unwrapAES(key: Buffer, wrapped: Buffer): Buffer | undefined {
  if (key.length !== 32 || wrapped.length % blockBytes !== 0 || wrapped.length < 2 * blockBytes) return undefined
  const plain = wrapped.length === 2 * blockBytes ? decryptBlock(key, wrapped) : unwrapBlocks(key, wrapped)
  const size = plain.readUInt32BE(4)
  const padded = plain.subarray(blockBytes)
  const fits = size <= padded.length && size > padded.length - blockBytes
  if (plain.readUInt32BE(0) !== alternativeIV || !fits || padded.subarray(size).some((byte) => byte !== 0))
    return undefined
  return padded.subarray(0, size)
}

/** The six rounds of RFC 3394, backwards. */
function unwrapBlocks(key: Buffer, wrapped: Buffer): Buffer {
  const blocks = Buffer.from(wrapped)
  const count = wrapped.length / blockBytes - 1
  for (let step = 6 * count; step > 0; step--) {
    const at = (((step - 1) % count) + 1) * blockBytes
    const input = Buffer.concat([blocks.subarray(0, blockBytes), blocks.subarray(at, at + blockBytes)])
    input.writeUInt32BE((input.readUInt32BE(4) ^ step) >>> 0, 4)
    const output = decryptBlock(key, input)
    output.copy(blocks, 0, 0, blockBytes)
    output.copy(blocks, at, blockBytes)
  }
  return blocks
}

function decryptBlock(key: Buffer, block: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()])
}
