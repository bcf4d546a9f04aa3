/**
 * The local half of an envelope: AES-GCM over a fresh data encryption key, exactly as the servers do it. No additional
 * data, nonce of 12 bytes, tag of 16 behind the body. Whoever holds a DEK wipes it; this file keeps none.
 */
import { type CipherGCMTypes, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** A source of random bytes. Only tests with fixed vectors replace it. */
export type RandomBytes = (length: number) => Uint8Array

export const systemRandom: RandomBytes = randomBytes

export const dekLength = 32
export const ivLength = 12
export const tagLength = 16

/** Encrypts under a DEK of 32 bytes: body and tag in one piece. */
export function sealEnvelope(dek: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', dek, iv)
  const body = cipher.update(plaintext)
  cipher.final()
  return Buffer.concat([body, cipher.getAuthTag()], plaintext.length + tagLength)
}

/** Whether AES takes a key of this length. Go's cipher takes all three, so a foreign blob may hold any of them. */
export function isDekLength(length: number): boolean {
  return length === 16 || length === 24 || length === 32
}

/** Decrypts body and tag; undefined where the tag does not fit, as for anything too short to have one. */
export function openEnvelope(dek: Uint8Array, iv: Uint8Array, bodyAndTag: Uint8Array): Uint8Array | undefined {
  if (iv.length !== ivLength || bodyAndTag.length < tagLength) return undefined
  const algorithm = `aes-${dek.length * 8}-gcm` as CipherGCMTypes
  const decipher = createDecipheriv(algorithm, dek, iv, { authTagLength: tagLength })
  const end = bodyAndTag.length - tagLength
  decipher.setAuthTag(bodyAndTag.subarray(end))
  const plaintext = decipher.update(bodyAndTag.subarray(0, end))
  try {
    decipher.final()
    return plaintext
  } catch {
    plaintext.fill(0)
    return undefined
  }
}
