/**
 * Texts that only this sandbox can read again: session tokens and import tokens carry their own contents, encrypted
 * under a secret of the store, so that nothing has to be kept for them.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export type SealedPurpose = 'session' | 'import'

const ivLength = 12
const tagLength = 16

export function sealValue(secret: string, purpose: SealedPurpose, value: unknown): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(secret, 'base64'), iv).setAAD(Buffer.from(purpose))
  return Buffer.concat([iv, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
}

/** The value, or undefined for what this sandbox did not seal for this purpose. */
export function openValue(secret: string, purpose: SealedPurpose, bytes: Buffer): unknown {
  if (bytes.length < ivLength + tagLength) return undefined
  const key = Buffer.from(secret, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagLength))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(ivLength, -tagLength)), decipher.final()])
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
