/**
 * The sandbox's ciphertext: AES-256-GCM under one material of one key. Its header says which, because Decrypt need not
 * be told; header and encryption context are authenticated, so none of them can be exchanged.
 *
 * Layout: magic (4) · length of key ARN (2) · key ARN · material id (32) · IV (12) · encrypted bytes · tag (16).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export type EncryptionContext = readonly (readonly [string, string])[]

export interface CiphertextParts {
  readonly keyArn: string
  readonly materialId: string
  /** Everything before the IV, as it was authenticated. */
  readonly header: Buffer
  readonly iv: Buffer
  /** The encrypted bytes and the tag behind them. */
  readonly encrypted: Buffer
}

/** Sets our ciphertext apart from any other; its last byte is the version of the layout. */
const magic = Buffer.from([0x53, 0x57, 0x4b, 0x01])
const idLength = 32
const ivLength = 12
const tagLength = 16

export interface MaterialName {
  readonly keyArn: string
  readonly id: string
  readonly secret: string
}

export function encryptUnder(material: MaterialName, plaintext: Buffer, context: EncryptionContext): Buffer {
  const header = headerOf(material)
  const iv = randomBytes(ivLength)
  const secret = Buffer.from(material.secret, 'base64')
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(authenticated(header, context))
  const ciphertext = Buffer.concat([header, iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  secret.fill(0)
  return ciphertext
}

/** Takes a ciphertext apart without opening it, or answers undefined for what was never one of ours. */
export function readCiphertext(bytes: Buffer): CiphertextParts | undefined {
  const start = magic.length + 2
  if (bytes.length < start || !bytes.subarray(0, magic.length).equals(magic)) return undefined
  const arnEnd = start + bytes.readUInt16BE(magic.length)
  const headerEnd = arnEnd + idLength
  if (bytes.length < headerEnd + ivLength + tagLength) return undefined
  return {
    keyArn: bytes.toString('utf8', start, arnEnd),
    materialId: bytes.toString('hex', arnEnd, headerEnd),
    header: bytes.subarray(0, headerEnd),
    iv: bytes.subarray(headerEnd, headerEnd + ivLength),
    encrypted: bytes.subarray(headerEnd + ivLength),
  }
}

/** The plaintext, or undefined when header, context, bytes or tag are not those that were encrypted. */
export function decryptUnder(
  parts: CiphertextParts,
  secretText: string,
  context: EncryptionContext,
): Buffer | undefined {
  const secret = Buffer.from(secretText, 'base64')
  const body = parts.encrypted.subarray(0, -tagLength)
  const decipher = createDecipheriv('aes-256-gcm', secret, parts.iv, { authTagLength: tagLength })
  decipher.setAAD(authenticated(parts.header, context)).setAuthTag(parts.encrypted.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    return undefined
  } finally {
    secret.fill(0)
  }
}

function headerOf(material: MaterialName): Buffer {
  const arn = Buffer.from(material.keyArn)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(arn.length)
  return Buffer.concat([magic, length, arn, Buffer.from(material.id, 'hex')])
}

/** Every part carries its length, so that no two contexts give the same bytes. */
function authenticated(header: Buffer, context: EncryptionContext): Buffer {
  const parts = context.flat().flatMap((part) => {
    const bytes = Buffer.from(part)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat([header, ...parts])
}
