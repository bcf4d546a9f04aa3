import { describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { decodeBlobInfo, encodeBlobInfo } from './blob-codec.ts'
import { sealEnvelope } from './envelope.ts'
import type { KmsCipher } from './ports.ts'
import { diagnosisOf } from './testing/diagnosed.ts'
import { FakeKms } from './testing/fake-kms.ts'
import { decrypt, encrypt } from './wrapper.ts'

const dek = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex')
const iv = Buffer.from('a0a1a2a3a4a5a6a7a8a9aaab', 'hex')
const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const foo = Buffer.from('foo')

const keyInfo = `2a5c08011a4b${Buffer.from(arn).toString('hex')}2a0b${Buffer.from('WRAPPED-DEK').toString('hex')}`
const w4 = `0a13807713996172b6cb8ff3fae315fe46c47bf8d2120ca0a1a2a3a4a5a6a7a8a9aaab${keyInfo}`
const w7 = `0a1fa0a1a2a3a4a5a6a7a8a9aaab807713996172b6cb8ff3fae315fe46c47bf8d2${keyInfo}`

/** A KMS that gives one DEK for `WRAPPED-DEK` and remembers the requests it got. */
function fixedKms(answered: Uint8Array = dek) {
  const requests: unknown[] = []
  const handed: Uint8Array[] = []
  const cipher: KmsCipher = {
    async encrypt(key, plaintext) {
      requests.push({ encrypt: key, plaintext: Buffer.from(plaintext).toString('hex') })
      return { value: { ciphertext: Buffer.from('WRAPPED-DEK'), keyArn: arn }, requestId: 'e1' }
    },
    async decrypt(ciphertext) {
      requests.push({ decrypt: Buffer.from(ciphertext).toString() })
      const plaintext = Uint8Array.from(answered)
      handed.push(plaintext)
      return { value: { plaintext, keyArn: arn, keyMaterialId: 'm1' }, requestId: 'd1' }
    },
  }
  return { cipher, requests, handed }
}

/** Gives out the vectors' DEK and nonce, and keeps hold of what it gave. */
function fixedRandom() {
  const given: Uint8Array[] = []
  const random = (length: number) => {
    const bytes = Uint8Array.from(length === dek.length ? dek : iv)
    given.push(bytes)
    return bytes
  }
  return { random, given }
}

describe('envelope', () => {
  it('encrypts as the vectors W1 and W2 do', () => {
    expect(Buffer.from(sealEnvelope(dek, iv, foo)).toString('hex')).toBe('807713996172b6cb8ff3fae315fe46c47bf8d2')
    expect(Buffer.from(sealEnvelope(dek, iv, Buffer.alloc(0))).toString('hex')).toBe('5c699625af4b93a0f8220a2a6119c5d0')
  })
})

describe('encrypt', () => {
  it('writes W4 byte for byte and asks KMS for one Encrypt of the DEK', async () => {
    const { cipher, requests } = fixedKms()
    const { blob, keyArn, requestId } = await encrypt(cipher, 'alias/x', foo, { random: fixedRandom().random })
    expect(Buffer.from(blob).toString('hex')).toBe(w4)
    expect(blob).toHaveLength(129)
    expect({ keyArn, requestId }).toEqual({ keyArn: arn, requestId: 'e1' })
    expect(requests).toEqual([{ encrypt: 'alias/x', plaintext: dek.toString('hex') }])
  })

  it('stores the ARN of the key behind an alias', async () => {
    const kms = new FakeKms()
    const { keyId, keyArn } = kms.addKey()
    kms.addAlias('alias/x', keyId)
    const { blob } = await encrypt(kms.session, 'alias/x', foo)
    expect(decodeBlobInfo(blob).keyInfo?.keyId).toBe(keyArn)
  })

  it('takes a fresh DEK and a fresh nonce every time', async () => {
    const { cipher, requests } = fixedKms()
    const blobs = [await encrypt(cipher, arn, foo), await encrypt(cipher, arn, foo)]
    const nonces = blobs.map(({ blob }) => Buffer.from(decodeBlobInfo(blob).iv).toString('hex'))
    expect(new Set(nonces).size).toBe(2)
    expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(2)
  })

  it('wipes the DEK, also when KMS refuses', async () => {
    const kms = new FakeKms()
    const { keyId } = kms.addKey()
    const served = fixedRandom()
    await encrypt(kms.session, keyId, foo, { random: served.random })
    const refused = fixedRandom()
    await diagnosisOf(encrypt(kms.session, 'alias/none', foo, { random: refused.random }))
    const zeroes = new Uint8Array(dek.length)
    expect([served.given[0], refused.given[0]]).toEqual([zeroes, zeroes])
  })
})

describe('decrypt', () => {
  it.each([
    ['W4, split', w4],
    ['W5, with the wrapped flag', w4.replace('2a5c', '20012a5c')],
    ['W7, joined', w7],
  ])('opens %s with one Decrypt of the wrapped DEK and nothing else', async (_, bytes) => {
    const { cipher, requests } = fixedKms()
    const opened = await decrypt(cipher, Buffer.from(bytes, 'hex'))
    expect(Buffer.from(opened.plaintext).toString()).toBe('foo')
    expect(opened).toMatchObject({ keyArn: arn, keyMaterialId: 'm1', requestId: 'd1' })
    expect(requests).toEqual([{ decrypt: 'WRAPPED-DEK' }])
  })

  it.each([
    ['W8, direct', `0a0e4b4d532d434950484552544558542a4d1a4b${Buffer.from(arn).toString('hex')}`],
    ['W9, without key_info', '0a0e4b4d532d43495048455254455854'],
  ])('hands the ciphertext of %s to KMS', async (_, bytes) => {
    const { cipher, requests } = fixedKms(foo)
    const { plaintext } = await decrypt(cipher, Buffer.from(bytes, 'hex'))
    expect(Buffer.from(plaintext).toString()).toBe('foo')
    expect(requests).toEqual([{ decrypt: 'KMS-CIPHERTEXT' }])
  })

  it('opens blobs of AES-128 and AES-192 keys, which Go accepts too', async () => {
    const { createCipheriv } = await import('node:crypto')
    for (const length of [16, 24]) {
      const short = dek.subarray(0, length)
      const sealed = createCipheriv(length === 16 ? 'aes-128-gcm' : 'aes-192-gcm', short, iv)
      const body = Buffer.concat([sealed.update(foo), sealed.final(), sealed.getAuthTag()])
      const blob = decodeBlobInfo(Buffer.from(w4, 'hex'))
      const { plaintext } = await decrypt(fixedKms(short).cipher, encodeBlobInfo({ ...blob, ciphertext: body }))
      expect(Buffer.from(plaintext).toString()).toBe('foo')
    }
  })

  it('tells content that does not fit from a refusal of KMS, with key and request', async () => {
    const damaged = Buffer.from(w4.replace('7bf8d2', '7bf8d3'), 'hex')
    const { code, evidence } = await diagnosisOf(decrypt(fixedKms().cipher, damaged))
    expect(code).toBe('blob-authentication-failed')
    expect(evidence).toEqual({ operation: 'Decrypt', keyArn: arn, keyReference: arn, requestId: 'd1' })
    const refusal = new DiagnosedError('permission-denied', { operation: 'Decrypt' })
    const refusing: KmsCipher = { ...fixedKms().cipher, decrypt: () => Promise.reject(refusal) }
    expect(await diagnosisOf(decrypt(refusing, damaged))).toBe(refusal.diagnosis)
  })

  it('knows no mechanism but two, and asks KMS nothing about others', async () => {
    const { cipher, requests } = fixedKms()
    const { code, evidence } = await diagnosisOf(decrypt(cipher, Buffer.from(w4.replace('5c0801', '5c0807'), 'hex')))
    expect({ code, ...evidence }).toEqual({ code: 'blob-mechanism-unknown', reason: '7', keyReference: arn })
    expect(requests).toEqual([])
  })

  it('wipes the DEK that KMS gave, whether it fits or not', async () => {
    const fitting = fixedKms()
    await decrypt(fitting.cipher, Buffer.from(w4, 'hex'))
    const failing = fixedKms()
    await diagnosisOf(decrypt(failing.cipher, Buffer.from(w4.replace('7bf8d2', '7bf8d3'), 'hex')))
    const zeroes = new Uint8Array(dek.length)
    expect([fitting.handed, failing.handed]).toEqual([[zeroes], [zeroes]])
  })
})
