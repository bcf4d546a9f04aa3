/**
 * Blobs made, cut and damaged by hand and what the servers' own wrappers made of them; and stored entries of real servers.
 * Where engines differ the expectation is that of OpenBao 2.6 (`bao-b`), whose reading the wrapper follows.
 */
import { describe, expect, it } from 'vitest'
import { DiagnosedError, type DiagnosisCode } from '../../shared/diagnosis.ts'
import { blobViewSchema } from '../../shared/domain/blob-view.ts'
import { decodeStoredValue } from './decode-blob.ts'
import type { KmsCipher } from './ports.ts'
import { readStoredText } from './stored-value.ts'
import stored from './testdata/stored-entries.json'
import vectors from './testdata/vectors.json'
import { diagnosisOf } from './testing/diagnosed.ts'
import { stubKms } from './testing/stub-kms.ts'
import { openStoredValue, verifyStoredValue } from './verify-blob.ts'
import { decrypt } from './wrapper.ts'

const base64 = (text: string) => Buffer.from(text, 'base64')
const { arn } = vectors.fixed

/** A KMS that knows a few ciphertexts by heart, or refuses everything. */
function knowing(known: ReadonlyMap<string, Uint8Array>, refusal?: DiagnosisCode): KmsCipher {
  return {
    encrypt: () => Promise.reject(new Error('nothing here encrypts')),
    async decrypt(ciphertext) {
      const plaintext = known.get(Buffer.from(ciphertext).toString('latin1'))
      if (refusal) throw new DiagnosedError(refusal)
      if (!plaintext) throw new DiagnosedError('ciphertext-rejected')
      return { value: { plaintext: Uint8Array.from(plaintext), keyArn: arn } }
    },
  }
}

const byHeart = new Map<string, Uint8Array>([
  ['WRAPPED-DEK', Buffer.from(vectors.fixed.dek, 'hex')],
  ['KMS-CIPHERTEXT', Buffer.from('foo')],
  ['SHORT-DEK', Buffer.alloc(5)],
  ['NO-PLAINTEXT', Buffer.alloc(0)],
])

/** The longest plaintext is told by its rule instead of by its bytes. */
function plaintextOf(text: string): Buffer {
  const counted = /^(\d+) bytes 00 01 .. ff, repeating$/.exec(text)
  return counted ? (Buffer.alloc(Number(counted[1])).map((_, index) => index % 256) as Buffer) : base64(text)
}

describe('blobs that released wrappers made', () => {
  for (const { engine, name, plaintext, blob, layout, kmsCalls } of vectors.blobs) {
    const usesAad = name.includes('aad')

    it(`${usesAad ? 'finds additional data in' : 'opens'} ${name} of ${engine}`, async () => {
      const recorded = kmsCalls.map(({ request, response }) => [
        base64(JSON.parse(response).CiphertextBlob).toString('latin1'),
        base64(JSON.parse(request).Plaintext),
      ])
      const call = decrypt(knowing(new Map(recorded as [string, Buffer][])), base64(blob))
      if (usesAad) expect((await diagnosisOf(call)).code).toBe('blob-authentication-failed')
      else expect(Buffer.from((await call).plaintext).equals(plaintextOf(plaintext))).toBe(true)
    })

    it(`lays ${name} of ${engine} open field by field`, () => {
      const view = decodeStoredValue(blob)
      expect(blobViewSchema.parse(view)).toEqual(view)
      const [decoded] = view.blobs
      const fields = decoded?.fields.map(({ path, name: field, length, value }) =>
        field === 'mechanism' ? `${path}=varint ${value}` : `${path}=${length} bytes`,
      )
      expect(fields).toEqual(layout)
      expect(decoded?.keyId).toBe(arn)
    })
  }
})

/** What each text of a real wrapper is among our codes. The order matters: more special texts come first. */
const codeOf: [text: RegExp, code: DiagnosisCode][] = [
  [/message authentication failed/, 'blob-authentication-failed'],
  [/cannot parse invalid wire-format data|missing required field|invalid key size/, 'blob-malformed'],
  [/invalid mechanism/, 'blob-mechanism-unknown'],
  [/InvalidCiphertextException/, 'ciphertext-rejected'],
]

const refusals: Record<string, DiagnosisCode> = {
  'M-DisabledException': 'key-disabled',
  'M-KMSInvalidStateException': 'key-unusable-state',
  'M-AccessDeniedException': 'permission-denied',
  'M-NotFoundException': 'key-not-found',
  'M-IncorrectKeyException': 'wrong-key',
  'M-KMSInternalException': 'kms-unavailable',
}

describe('blobs made, cut and damaged by hand', () => {
  for (const { id, title, blob, result } of vectors.foreign) {
    // The seal uses no additional data, so that this reader takes none; the wrapper was given it by the test program.
    const observed = id === 'W3' ? undefined : result.find(({ engines }) => engines.includes('bao-b'))
    const refusal = refusals[id]
    const expected =
      id === 'W3'
        ? 'blob-authentication-failed'
        : (refusal ?? codeOf.find(([text]) => text.test(observed?.error ?? ''))?.[1])

    it(`${id}, ${title}: ${expected ?? 'opens'}`, async () => {
      const call = decrypt(knowing(byHeart, refusal), base64(blob))
      if (expected) {
        expect((await diagnosisOf(call)).code).toBe(expected)
        return
      }
      expect(observed).toMatchObject({ ok: true })
      expect(Buffer.from((await call).plaintext).toString('base64')).toBe(observed?.plaintext)
    })
  }
})

describe('storage entries of real servers', () => {
  for (const { set, path, entry, length, decoded, plaintextHex } of stored.entries) {
    if (!decoded) {
      it(`sees that ${path} of ${set} is no blob`, async () => {
        expect((await diagnosisOf(() => decodeStoredValue(entry))).evidence.reason).toBe('not-a-blob')
      })
      continue
    }

    it(`opens ${path} of ${set}`, async () => {
      const { plaintext, keyArn } = await openStoredValue(stubKms, readStoredText(entry))
      expect(Buffer.from(plaintext).toString('hex')).toBe(plaintextHex)
      expect(keyArn).toBe(decoded.key_id)
      const asBase64 = Buffer.from(entry).toString('base64')
      expect(await verifyStoredValue(stubKms, asBase64)).toEqual({
        outcome: 'opened',
        plaintextLength: plaintextHex.length / 2,
        keyArn,
      })
    })

    it(`lays ${path} of ${set} open as recorded`, () => {
      const view = decodeStoredValue(entry)
      const [blob] = view.blobs
      expect({ layout: view.layout, length: view.length }).toEqual({ layout: 'blob-info', length })
      expect(blob).toMatchObject({
        mechanism: decoded.mechanism,
        keyId: decoded.key_id,
        ciphertextLength: decoded.ciphertextLen,
        wrappedKeyLength: decoded.wrappedKeyLen,
        wrappedFlag: decoded.wrapped,
      })
      expect(base64(blob?.iv ?? '')).toHaveLength(decoded.ivLen)
      const numbers = blob?.fields.map((field) => field.path)
      expect(numbers).toEqual([
        ...decoded.fieldNumbers.map(String),
        ...decoded.keyInfoFieldNumbers.map((number) => `5.${number}`),
      ])
    })
  }
})
