/**
 * More than a hundred thousand damaged values: whatever the bytes, reading ends at once and in a view or a `blob-malformed`
 * diagnosis, and never costs more memory than a few times the value.
 */
import { expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { decodeStoredBytes, decodeStoredValue } from './decode-blob.ts'
import type { KmsCipher } from './ports.ts'
import stored from './testdata/stored-entries.json'
import vectors from './testdata/vectors.json'
import { decrypt } from './wrapper.ts'

/** A small seeded generator (mulberry32): the same cases on every run, so that a failure can be looked at. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const base64 = (text: string) => Buffer.from(text, 'base64')

/** Real blobs of every kind, short enough to be cut and flipped at every place. */
const originals = [
  ...vectors.foreign.map(({ blob }) => base64(blob)),
  ...vectors.blobs.filter(({ name }) => !name.endsWith('KiB')).map(({ blob }) => base64(blob)),
  ...stored.entries.filter(({ decoded }) => decoded).map(({ entry }) => base64(JSON.parse(entry).Value)),
].filter(({ length }) => length > 0)

const multiWrap = (() => {
  const slots = originals
    .slice(0, 3)
    .flatMap((blob) => [Buffer.from([0x12, 0x80 | (blob.length & 0x7f), blob.length >> 7]), blob])
  const body = Buffer.concat([Buffer.from([8, 2]), ...slots])
  return Buffer.concat([
    Buffer.from('multiwrapvalue:1'),
    Buffer.from([0, 0, body.length >> 8, body.length & 0xff]),
    body,
  ])
})()

const samples = [...originals, multiWrap]

const refusing: KmsCipher = {
  encrypt: () => Promise.reject(new DiagnosedError('ciphertext-rejected')),
  decrypt: () => Promise.reject(new DiagnosedError('ciphertext-rejected')),
}

/** Answers every DEK with zeroes, so that damage reaches the cipher. */
const agreeing: KmsCipher = {
  ...refusing,
  decrypt: async () => ({ value: { plaintext: new Uint8Array(32), keyArn: 'arn' } }),
}

const outcomes = new Map<string, number>()

function look(bytes: Uint8Array): void {
  let outcome = 'read'
  try {
    decodeStoredBytes(bytes)
  } catch (error) {
    if (!(error instanceof DiagnosedError)) throw error
    const { code, evidence } = error.diagnosis
    expect(code).toBe('blob-malformed')
    outcome = String(evidence.reason)
  }
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
}

const seen = () => [...outcomes.values()].reduce((sum, count) => sum + count, 0)

it('survives being cut at every byte', () => {
  const before = seen()
  for (const bytes of samples) for (let length = 0; length < bytes.length; length++) look(bytes.subarray(0, length))
  expect(seen() - before).toBeGreaterThan(15_000)
})

it('survives every single bit being flipped', () => {
  const before = seen()
  for (const bytes of samples) {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Buffer.from(bytes)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      look(damaged)
    }
  }
  expect(seen() - before).toBeGreaterThan(100_000)
})

it('survives random bytes, pieces of blobs in a wrong order, and lengths that lie', () => {
  const random = generator(20_261_125)
  const before = seen()
  const lyingLengths = [0x7f, 0xff, 0x80, 0x00]
  for (let round = 0; round < 20_000; round++) {
    look(Uint8Array.from({ length: 1 + random(64) }, () => random(256)))
    const [left, right] = [samples[random(samples.length)], samples[random(samples.length)]]
    if (!left || !right) continue
    const spliced = Buffer.concat([left.subarray(0, random(left.length)), right.subarray(random(right.length))])
    if (spliced.length > 0) spliced[random(spliced.length)] = lyingLengths[random(lyingLengths.length)] ?? 0
    look(spliced)
  }
  expect(seen() - before).toBe(40_000)
})

it('met every way in which bytes can be wrong', () => {
  expect([...outcomes.keys()]).toEqual(
    expect.arrayContaining([
      ...['read', 'empty', 'truncated', 'bad-tag', 'bad-varint', 'wrong-wire-type', 'bad-group', 'bad-utf8'],
      ...['bad-multi-wrap-length'],
    ]),
  )
})

it('ends in a diagnosis when damaged blobs are decrypted, whatever KMS answers', async () => {
  const random = generator(7)
  const codes = new Set<string>()
  for (let round = 0; round < 10_000; round++) {
    const damaged = Buffer.from(samples[random(samples.length)] ?? [])
    damaged[random(damaged.length)] = random(256)
    for (const cipher of [refusing, agreeing]) {
      try {
        await decrypt(cipher, damaged)
        codes.add('opened')
      } catch (error) {
        if (!(error instanceof DiagnosedError)) throw error
        codes.add(error.diagnosis.code)
      }
    }
  }
  expect([...codes].sort()).toEqual([
    'blob-authentication-failed',
    'blob-malformed',
    'blob-mechanism-unknown',
    'ciphertext-rejected',
    'opened',
  ])
})

it('survives damaged texts', () => {
  const random = generator(11)
  const texts = stored.entries.map(({ entry }) => entry)
  for (let round = 0; round < 20_000; round++) {
    const text = texts[random(texts.length)] ?? ''
    const at = random(text.length)
    const damaged = text.slice(0, at) + String.fromCharCode(random(0x3000)) + text.slice(at + random(3))
    try {
      decodeStoredValue(damaged)
    } catch (error) {
      if (!(error instanceof DiagnosedError)) throw error
      expect(error.diagnosis.code).toBe('blob-malformed')
    }
  }
})

it.each([
  ['one byte again and again', Buffer.alloc(1 << 20, 0x0a)],
  ['empty unknown fields', Buffer.alloc(1 << 20, Buffer.from([0x72, 0x00]))],
  ['open groups', Buffer.alloc(1 << 20, 0x73)],
  [
    'empty slots',
    Buffer.concat([
      Buffer.from('multiwrapvalue:1'),
      Buffer.from([0, 15, 255, 236]),
      Buffer.alloc(1_048_556, Buffer.from([0x12, 0])),
    ]),
  ],
  ['one huge ciphertext', Buffer.concat([Buffer.from('0afcffff03', 'hex'), Buffer.alloc((1 << 23) - 4)])],
  ['one huge key id', Buffer.concat([Buffer.from('2a8480401afcff3f', 'hex'), Buffer.alloc((1 << 20) - 4, 0x61)])],
])('costs little memory for a megabyte of %s', (_, bytes) => {
  const text = bytes.toString('base64')
  const before = process.memoryUsage()
  for (let round = 0; round < 5; round++) {
    try {
      decodeStoredValue(text)
    } catch (error) {
      if (!(error instanceof DiagnosedError)) throw error
    }
  }
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  expect(grown / 5).toBeLessThan(6 * bytes.length)
})
