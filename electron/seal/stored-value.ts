/**
 * What a server puts into its storage around a blob: nothing, the header of a MultiWrapValue (several seals), the mark of
 * an Enterprise seal-wrapped entry, and the JSON of a storage entry on disk. Text in, blobs out; no blob is opened here.
 */
import { fromBinary } from '@bufbuild/protobuf'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { BlobView } from '../../shared/domain/blob-view.ts'
import { BlobInfoSchema, MultiWrapValueSchema } from './blob-info_pb.ts'
import { malformed } from './malformed.ts'
import { scanWire } from './wire-scan.ts'

/** The blobs of a stored value, each as its own bytes, in the order in which the value holds them. */
export interface StoredValue {
  layout: BlobView['layout']
  generation?: bigint
  length: number
  blobs: Uint8Array[]
}

const multiWrapHeader = new TextEncoder().encode('multiwrapvalue:1')
const lengthSize = 4
const sealWrapMark = 0x73
const openingBrace = 0x7b

/**
 * Takes the text of a stored value: base64, the JSON of a file-storage entry (an object with `Value` in base64), or that
 * JSON in base64. Throws `blob-malformed`.
 */
export function readStoredText(text: string): StoredValue {
  return readStoredValue(storedBytes(text))
}

/** The bytes of a stored value given as text, in any of the forms of `readStoredText`. */
export function storedBytes(text: string): Uint8Array {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return entryValue(trimmed)
  const bytes = fromBase64(trimmed)
  if (bytes[0] !== openingBrace) return bytes
  return entryValue(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trim())
}

/** Tells the layout of a stored value and cuts it into blobs. Throws `blob-malformed`. */
export function readStoredValue(bytes: Uint8Array): StoredValue {
  if (bytes.length === 0) throw malformed('empty', 0)
  if (startsWithHeader(bytes)) return readMultiWrap(bytes)
  try {
    return { layout: 'blob-info', length: bytes.length, blobs: [checked(bytes)] }
  } catch (fault) {
    // The mark makes a valid blob invalid: 0x73 opens a group that never ends.
    const inner = bytes.subarray(0, -1)
    if (bytes[0] === openingBrace) throw malformed('not-a-blob', 0)
    if (bytes.at(-1) !== sealWrapMark || inner.length === 0 || !isWellFormed(inner)) throw fault
    return { layout: 'seal-wrapped-entry', length: bytes.length, blobs: [inner] }
  }
}

function readMultiWrap(bytes: Uint8Array): StoredValue {
  const start = multiWrapHeader.length + lengthSize
  if (bytes.length < start) throw malformed('truncated', bytes.length)
  const declared = new DataView(bytes.buffer, bytes.byteOffset).getUint32(multiWrapHeader.length)
  const marked = bytes.length === start + declared + 1 && bytes.at(-1) === sealWrapMark
  if (!marked && bytes.length !== start + declared) throw malformed('bad-multi-wrap-length', multiWrapHeader.length)
  const body = bytes.subarray(start, start + declared)
  return {
    layout: marked ? 'seal-wrapped-entry' : 'multi-wrap',
    length: bytes.length,
    ...slots(body, start),
  }
}

function slots(body: Uint8Array, start: number): { generation: bigint; blobs: Uint8Array[] } {
  const records = shifted(start, () => scanWire(MultiWrapValueSchema, body))
  const blobs = records
    .filter((record) => record.path === '2')
    .map(({ offset, length }) => body.subarray(offset, offset + length))
  if (blobs.length === 0) throw malformed('no-slots', start)
  return { generation: fromBinary(MultiWrapValueSchema, body).generation, blobs }
}

/** Runs a scan whose offsets count from `start` of the whole value. */
function shifted<T>(start: number, scan: () => T): T {
  try {
    return scan()
  } catch (error) {
    if (!(error instanceof DiagnosedError)) throw error
    const { offset = 0, ...evidence } = error.diagnosis.evidence
    throw new DiagnosedError('blob-malformed', { ...evidence, offset: start + offset })
  }
}

function startsWithHeader(bytes: Uint8Array): boolean {
  return multiWrapHeader.every((byte, index) => bytes[index] === byte)
}

function checked(bytes: Uint8Array): Uint8Array {
  scanWire(BlobInfoSchema, bytes)
  return bytes
}

function isWellFormed(bytes: Uint8Array): boolean {
  try {
    checked(bytes)
    return true
  } catch {
    return false
  }
}

function entryValue(json: string): Uint8Array {
  const value = isSmallFlatObject(json) ? parsedValue(json) : undefined
  if (value === undefined) throw malformed('not-an-entry', 0)
  return fromBase64(value)
}

function parsedValue(json: string): string | undefined {
  try {
    const { Value: value }: { Value?: unknown } = JSON.parse(json)
    if (typeof value === 'string') return value
  } catch {
    return undefined
  }
  // Readable JSON without a value is what seal-config and its like hold: stored, but no blob.
  throw malformed('not-a-blob', 0)
}

/** An entry has a key or two. Anything richer is not parsed, so that a hostile text cannot grow in memory. */
function isSmallFlatObject(json: string): boolean {
  if (!/^\{[^{}[\]]*\}$/.test(json)) return false
  let quotes = 0
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at + 1)) {
    if (++quotes > 64) return false
  }
  return true
}

function fromBase64(text: string): Uint8Array {
  const compact = text.replace(/\s+/g, '').replace(/-/g, '+').replace(/_/g, '/')
  const bad = compact.search(/[^A-Za-z0-9+/]/)
  const digits = bad < 0 ? compact.length : bad
  const padded = bad < 0 || (/^={1,2}$/.test(compact.slice(bad)) && compact.length % 4 === 0)
  if (!padded || digits % 4 === 1) throw malformed('not-base64', digits)
  return Buffer.from(compact.slice(0, digits), 'base64')
}
