/**
 * Lays a stored value open without opening it: layout, fields with their places in the bytes, and remarks on what is
 * unusual. Nothing secret can be in the answer: wrapped DEK, ciphertext and their like appear by length only.
 */
import { ScalarType } from '@bufbuild/protobuf'
import type { BlobNote, BlobView, DecodedBlob, WireField } from '../../shared/domain/blob-view.ts'
import { directMechanism, envelopeMechanism, readBlobInfo } from './blob-codec.ts'
import type { BlobInfo } from './blob-info_pb.ts'
import { ivLength, tagLength } from './envelope.ts'
import { readStoredText, readStoredValue, type StoredValue } from './stored-value.ts'
import type { WireRecord } from './wire-scan.ts'

/** Decodes a stored value given as text: base64 or a file-storage entry. Throws `blob-malformed` with offset and reason. */
export function decodeStoredValue(text: string): BlobView {
  return viewOf(readStoredText(text))
}

/** Decodes a stored value given as bytes. Throws `blob-malformed`. */
export function decodeStoredBytes(bytes: Uint8Array): BlobView {
  return viewOf(readStoredValue(bytes))
}

function viewOf(stored: StoredValue): BlobView {
  return {
    layout: stored.layout,
    ...(stored.generation === undefined ? {} : { generation: Number(stored.generation) }),
    length: stored.length,
    blobs: stored.blobs.map(decodedBlob),
  }
}

function decodedBlob(bytes: Uint8Array): DecodedBlob {
  const { blob, records } = readBlobInfo(bytes)
  const { iv, ciphertext, keyInfo, wrapped } = blob
  return {
    mechanism: Number(keyInfo?.mechanism ?? directMechanism),
    ...(keyInfo?.keyId ? { keyId: keyInfo.keyId } : {}),
    iv: Buffer.from(iv).toString('base64'),
    ciphertextLength: ciphertext.length,
    wrappedKeyLength: keyInfo?.wrappedKey.length ?? 0,
    wrappedFlag: wrapped,
    notes: notesOn(blob, records),
    fields: records.map((record) => wireField(record, bytes)),
  }
}

function notesOn(blob: BlobInfo, records: WireRecord[]): BlobNote[] {
  const mechanism = blob.keyInfo?.mechanism ?? directMechanism
  const isEnvelope = mechanism === envelopeMechanism
  const sealedLength = blob.iv.length + blob.ciphertext.length
  const remarks: [BlobNote, boolean][] = [
    ['no-key-info', blob.keyInfo === undefined],
    ['direct-mechanism', mechanism === directMechanism],
    ['unknown-mechanism', !isEnvelope && mechanism !== directMechanism],
    ['joined-iv', isEnvelope && blob.iv.length === 0 && blob.ciphertext.length > 0],
    ['iv-length', isEnvelope && blob.iv.length !== 0 && blob.iv.length !== ivLength],
    ['empty-plaintext', isEnvelope && sealedLength === ivLength + tagLength],
    ['wrapped-flag', blob.wrapped],
    ['unknown-fields', records.some((record) => record.field === undefined)],
  ]
  return remarks.filter(([, applies]) => applies).map(([note]) => note)
}

/** Fields whose value may be shown; every other one is told by its length. */
const shownBytes = new Set(['iv'])

function wireField(record: WireRecord, bytes: Uint8Array): WireField {
  const { path, field, offset, length } = record
  const value = shownValue(record, bytes.subarray(offset, offset + length))
  return { path, name: field?.name ?? 'unknown', offset, length, ...(value === undefined ? {} : { value }) }
}

function shownValue({ field }: WireRecord, bytes: Uint8Array): string | undefined {
  switch (field?.scalar) {
    case ScalarType.STRING:
      return Buffer.from(bytes).toString('utf8')
    case ScalarType.BYTES:
      return shownBytes.has(field.name) ? Buffer.from(bytes).toString('base64') : undefined
    case ScalarType.BOOL:
      return String(varint(bytes) !== 0n)
    case ScalarType.UINT64:
      return String(varint(bytes))
    default:
      return undefined
  }
}

function varint(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte, index) => value | (BigInt(byte & 0x7f) << BigInt(7 * index)), 0n)
}
