import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decryptUnder, type EncryptionContext, encryptUnder, readCiphertext } from './ciphertext.ts'

const material = {
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  id: randomBytes(32).toString('hex'),
  secret: randomBytes(32).toString('base64'),
}

function reopen(bytes: Buffer, context: EncryptionContext = []): string | undefined {
  const parts = readCiphertext(bytes)
  return parts && decryptUnder(parts, material.secret, context)?.toString()
}

describe('ciphertext', () => {
  test('carries its key and material and opens again', () => {
    const ciphertext = encryptUnder(material, Buffer.from('hello'), [])
    expect(readCiphertext(ciphertext)).toMatchObject({ keyArn: material.keyArn, materialId: material.id })
    expect(reopen(ciphertext)).toBe('hello')
  })

  test('is different each time', () => {
    expect(encryptUnder(material, Buffer.from('x'), []).equals(encryptUnder(material, Buffer.from('x'), []))).toBe(
      false,
    )
  })

  test('is refused after any single flipped bit', () => {
    const ciphertext = encryptUnder(material, Buffer.from('hello'), [])
    for (let bit = 0; bit < ciphertext.length * 8; bit++) {
      const spoilt = Buffer.from(ciphertext)
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(reopen(spoilt)).toBeUndefined()
    }
  })

  test('is refused when cut at any byte', () => {
    const ciphertext = encryptUnder(material, Buffer.from('hello'), [])
    for (let length = 0; length < ciphertext.length; length++)
      expect(reopen(ciphertext.subarray(0, length))).toBeUndefined()
  })

  test('is bound to its encryption context', () => {
    const ciphertext = encryptUnder(material, Buffer.from('hello'), [['a', 'bc']])
    expect(reopen(ciphertext, [['a', 'bc']])).toBe('hello')
    for (const other of [[], [['ab', 'c']], [['a', 'b']]] as EncryptionContext[])
      expect(reopen(ciphertext, other)).toBeUndefined()
  })
})
