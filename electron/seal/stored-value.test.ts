import { describe, expect, it } from 'vitest'
import { decodeStoredValue } from './decode-blob.ts'
import type { KmsCipher } from './ports.ts'
import { readStoredText, readStoredValue } from './stored-value.ts'
import { diagnosisOf } from './testing/diagnosed.ts'
import { FakeKms } from './testing/fake-kms.ts'
import { verifyStoredValue } from './verify-blob.ts'
import { encrypt } from './wrapper.ts'

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const keyInfo = (key: string) =>
  `2a5c08011a4b${Buffer.from(key).toString('hex')}2a0b${Buffer.from('WRAPPED-DEK').toString('hex')}`
const envelope = '0a13807713996172b6cb8ff3fae315fe46c47bf8d2120ca0a1a2a3a4a5a6a7a8a9aaab'
const w4 = Buffer.from(envelope + keyInfo(arn), 'hex')
const w5 = Buffer.from(`${envelope}2001${keyInfo(arn)}`, 'hex')
const west = Buffer.from(envelope + keyInfo(arn.replace('us-east-1', 'us-west-2')), 'hex')

const header = Buffer.from('multiwrapvalue:1')

function multiWrap(...blobs: Uint8Array[]): Buffer {
  const slots = blobs.flatMap((blob) => [Buffer.from([0x12, 0x80 | (blob.length & 0x7f), blob.length >> 7]), blob])
  const body = Buffer.concat([Buffer.from('0802', 'hex'), ...slots])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([header, length, body])
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

describe('layouts', () => {
  it('reads a bare blob', () => {
    expect(decodeStoredValue(text(w4))).toMatchObject({ layout: 'blob-info', length: 129 })
  })

  it('reads W6, an Enterprise seal-wrapped entry', () => {
    const view = decodeStoredValue(text(Buffer.concat([w5, Buffer.from([0x73])])))
    expect(view).toMatchObject({ layout: 'seal-wrapped-entry', length: 132 })
    expect(view.blobs).toEqual(decodeStoredValue(text(w5)).blobs)
  })

  it('reads W10, a MultiWrapValue of two slots', () => {
    const value = multiWrap(w4, west)
    expect(value).toHaveLength(286)
    const view = decodeStoredValue(text(value))
    expect(view).toMatchObject({ layout: 'multi-wrap', generation: 2, length: 286 })
    expect(view.blobs.map(({ keyId }) => keyId?.split(':')[3])).toEqual(['us-east-1', 'us-west-2'])
  })

  it('reads a MultiWrapValue inside a seal-wrapped entry', () => {
    const view = decodeStoredValue(text(Buffer.concat([multiWrap(w4), Buffer.from([0x73])])))
    expect(view).toMatchObject({ layout: 'seal-wrapped-entry', generation: 2 })
    expect(view.blobs).toHaveLength(1)
  })

  it.each([
    ['empty', 0, Buffer.alloc(0)],
    ['truncated', 18, Buffer.concat([header, Buffer.alloc(2)])],
    ['bad-multi-wrap-length', 16, Buffer.concat([header, Buffer.from([0, 0, 1, 10]), w4])],
    ['bad-multi-wrap-length', 16, Buffer.concat([multiWrap(w4), Buffer.from([0])])],
    ['no-slots', 20, multiWrap()],
    ['bad-tag', 24, Buffer.concat([header, Buffer.from([0, 0, 0, 5, 8, 2, 0x12, 0, 0])])],
    ['truncated', 37, w4.subarray(0, 100)],
  ])('finds %s at byte %i', async (reason, offset, bytes) => {
    const { code, evidence } = await diagnosisOf(() => readStoredValue(bytes))
    expect({ code, ...evidence }).toEqual({ code: 'blob-malformed', reason, offset })
  })
})

describe('texts', () => {
  const entry = JSON.stringify({ Value: text(w4) })
  it.each([
    ['base64', text(w4)],
    ['base64 without padding', text(w4.subarray(0, 35)).replace(/=+$/, '')],
    ['base64 of the URL alphabet', Buffer.from(w4).toString('base64url')],
    ['base64 over several lines', text(w4).replace(/(.{40})/g, '$1\r\n')],
    ['a storage entry', entry],
    ['a storage entry with line end and blanks', `  {\n "Value" : "${text(w4)}" }\n`],
    ['a storage entry in base64', text(Buffer.from(`${entry}\n`))],
  ])('takes %s', (_, given) => {
    const bytes = readStoredText(given).blobs[0] ?? new Uint8Array()
    expect(text(bytes).startsWith(text(w4.subarray(0, 33)))).toBe(true)
  })

  it.each([
    ['not-base64', 4, 'Ch+g*aKj'],
    ['not-base64', 5, 'Ch+gA'],
    ['not-base64', 3, 'Ch+=='],
    ['not-an-entry', 0, '{"Value":'],
    ['not-an-entry', 0, '{"Value":["Ch+g"]}'],
    ['not-a-blob', 0, '{"Value":7}'],
    ['not-a-blob', 0, '{"type":"awskms"}'],
    ['not-a-blob', 0, text(Buffer.from('{"Value":"eyJ0eXBlIjoiYXdza21zIn0="}'))],
    ['empty', 0, '   '],
    ['empty', 0, '{"Value":""}'],
  ])('finds %s at %i', async (reason, offset, given) => {
    const { code, evidence } = await diagnosisOf(() => readStoredText(given))
    expect({ code, ...evidence }).toEqual({ code: 'blob-malformed', reason, offset })
  })
})

describe('the view of a blob', () => {
  const notesOf = (hex: string) => decodeStoredValue(text(Buffer.from(hex, 'hex'))).blobs[0]?.notes

  it('remarks on what is unusual and on nothing else', () => {
    const info = keyInfo(arn)
    expect(notesOf(envelope + info)).toEqual([])
    expect(notesOf(`${envelope}2001${info}`)).toEqual(['wrapped-flag'])
    expect(notesOf(`${envelope}${info}7a0178`)).toEqual(['unknown-fields'])
    expect(notesOf(envelope + info.replace('5c0801', '5c0807'))).toEqual(['unknown-mechanism'])
    expect(notesOf(`0a1f${'00'.repeat(31)}${info}`)).toEqual(['joined-iv'])
    expect(notesOf(`0a10${'00'.repeat(16)}120c${'00'.repeat(12)}${info}`)).toEqual(['empty-plaintext'])
    expect(notesOf(`0a14${'00'.repeat(20)}120b${'00'.repeat(11)}${info}`)).toEqual(['iv-length'])
    expect(notesOf('0a03616263')).toEqual(['no-key-info', 'direct-mechanism'])
  })

  it('names every field with its place, and keeps what is sensitive to its length', () => {
    const [blob] = decodeStoredValue(text(w5)).blobs
    expect(blob?.fields).toEqual([
      { path: '1', name: 'ciphertext', offset: 2, length: 19 },
      {
        path: '2',
        name: 'iv',
        offset: 23,
        length: 12,
        value: 'oKGio6Slpqeoqaqr',
      },
      { path: '4', name: 'wrapped', offset: 36, length: 1, value: 'true' },
      { path: '5', name: 'key_info', offset: 39, length: 92 },
      { path: '5.1', name: 'mechanism', offset: 40, length: 1, value: '1' },
      { path: '5.3', name: 'key_id', offset: 43, length: 75, value: arn },
      { path: '5.5', name: 'wrapped_key', offset: 120, length: 11 },
    ])
    expect(JSON.stringify(blob)).not.toContain(text(Buffer.from('WRAPPED-DEK')))
  })
})

describe('verifying several slots', () => {
  async function twoSlots() {
    const kms = new FakeKms()
    const [first, second] = [kms.addKey(), kms.addKey()]
    const plaintext = Buffer.from('one secret, two seals')
    const blobs = [
      await encrypt(kms.session, first.keyId, plaintext),
      await encrypt(kms.session, second.keyId, plaintext),
    ]
    return { kms, first, second, value: multiWrap(...blobs.map(({ blob }) => blob)) }
  }

  it('opens by the first slot that opens', async () => {
    const { kms, first, second, value } = await twoSlots()
    expect(await verifyStoredValue(kms.session, text(value))).toMatchObject({
      keyArn: first.keyArn,
      plaintextLength: 21,
    })
    kms.setState(first.keyId, 'Disabled')
    expect(await verifyStoredValue(kms.session, text(value))).toMatchObject({
      keyArn: second.keyArn,
      plaintextLength: 21,
    })
  })

  it('tells the first refusal when none opens, and damaged content before any refusal', async () => {
    const { kms, first, second, value } = await twoSlots()
    kms.setState(first.keyId, 'Disabled')
    kms.setState(second.keyId, 'PendingDeletion')
    expect(await diagnosisOf(verifyStoredValue(kms.session, text(value)))).toMatchObject({
      code: 'key-disabled',
      evidence: { keyReference: first.keyArn, awsError: 'DisabledException' },
    })
    kms.setState(second.keyId, 'Enabled')
    const blobs = readStoredValue(value).blobs
    const damaged = Buffer.from(value)
    const at = (blobs[1]?.byteOffset ?? 0) - value.byteOffset + 2
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at)
    expect((await diagnosisOf(verifyStoredValue(kms.session, text(damaged)))).code).toBe('blob-authentication-failed')
  })

  it('stops at a failure that no other slot can mend', async () => {
    const { kms, value } = await twoSlots()
    kms.calls.length = 0
    kms.fail('Decrypt', 'endpoint-unreachable')
    expect((await diagnosisOf(verifyStoredValue(kms.session, text(value)))).code).toBe('endpoint-unreachable')
    expect(kms.calls).toHaveLength(1)
  })

  it('keeps no plaintext', async () => {
    const handed: Uint8Array[] = []
    const cipher: KmsCipher = {
      encrypt: () => Promise.reject(new Error('nothing here encrypts')),
      async decrypt() {
        const plaintext = Uint8Array.from(Buffer.from('foo'))
        handed.push(plaintext)
        return { value: { plaintext, keyArn: arn } }
      },
    }
    const answer = await verifyStoredValue(cipher, text(Buffer.from('0a03616263', 'hex')))
    expect(answer).toEqual({ outcome: 'opened', plaintextLength: 3, keyArn: arn })
    expect(handed).toEqual([new Uint8Array(3)])
  })
})
