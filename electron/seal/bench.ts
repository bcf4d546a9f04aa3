/**
 * The test bench: a text to a BlobInfo and back. It shows the plaintext of blobs that it made itself in this process and
 * of no other, so that a server's stored secret can never be read through it; of its own it remembers digests only.
 */
import { createHash } from 'node:crypto'
import type { BlobView } from '../../shared/domain/blob-view.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import { decodeStoredBytes } from './decode-blob.ts'
import type { CallOptions, KmsCipher } from './ports.ts'
import { readStoredValue, storedBytes } from './stored-value.ts'
import { type OpenedValue, openStoredValue, verifyStoredValue } from './verify-blob.ts'
import { encrypt } from './wrapper.ts'

/** A blob as base64, exactly as a server would store it, with its fields laid open. */
export interface BenchBlob {
  blob: string
  decoded: BlobView
}

/** The text of a blob made on this bench, and what opened it. */
export interface ReadBack {
  plaintext: string
  keyArn: string
  keyMaterialId?: string
}

export interface Bench {
  /** Encrypts a text, taken as UTF-8. */
  encrypt(session: KmsCipher, key: KeyReference, plaintext: string, options?: CallOptions): Promise<BenchBlob>
  /** Reads back a blob of this bench; any other stored value is verified only. */
  decrypt(session: KmsCipher, blob: string, options?: CallOptions): Promise<ReadBack | OpenedValue>
}

const rememberedBlobs = 10_000

/** Makes a bench that remembers its latest ten thousand blobs. */
export function createBench(): Bench {
  const made = new Set<string>()
  return {
    async encrypt(session, key, plaintext, options = {}) {
      const { blob } = await encrypt(session, key, Buffer.from(plaintext, 'utf8'), options)
      remember(made, digest(blob))
      return { blob: Buffer.from(blob).toString('base64'), decoded: decodeStoredBytes(blob) }
    },
    async decrypt(session, blob, options = {}) {
      const bytes = storedBytes(blob)
      return made.has(digest(bytes)) ? readBack(session, bytes, options) : verifyStoredValue(session, blob, options)
    },
  }
}

async function readBack(session: KmsCipher, bytes: Uint8Array, options: CallOptions): Promise<ReadBack> {
  const opened = await openStoredValue(session, readStoredValue(bytes), options)
  const { plaintext, keyArn, keyMaterialId } = opened
  const text = Buffer.from(plaintext).toString('utf8')
  return { plaintext: text, keyArn, ...(keyMaterialId === undefined ? {} : { keyMaterialId }) }
}

function remember(made: Set<string>, key: string): void {
  const [oldest] = made
  if (made.size >= rememberedBlobs && oldest !== undefined) made.delete(oldest)
  made.add(key)
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}
