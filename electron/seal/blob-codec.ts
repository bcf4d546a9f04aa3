/**
 * BlobInfo between bytes and message. What it reads has been proven well-formed first, so that damage ends in one kind of
 * error with an offset; fields that the schema does not name survive being read and written.
 */
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { type BlobInfo, BlobInfoSchema } from './blob-info_pb.ts'
import { scanWire, type WireRecord } from './wire-scan.ts'

/** Mechanism 0: the plaintext itself went to KMS. Also what a blob without key_info counts as. */
export const directMechanism = 0n
/** Mechanism 1: a DEK encrypts the plaintext, KMS the DEK. */
export const envelopeMechanism = 1n

/** Reads a BlobInfo and the records it is made of. Its byte fields are views into `bytes`. Throws `blob-malformed`. */
export function readBlobInfo(bytes: Uint8Array): { blob: BlobInfo; records: WireRecord[] } {
  const records = scanWire(BlobInfoSchema, bytes)
  return { blob: fromBinary(BlobInfoSchema, bytes), records }
}

/** Reads a BlobInfo. Throws `blob-malformed`. */
export function decodeBlobInfo(bytes: Uint8Array): BlobInfo {
  return readBlobInfo(bytes).blob
}

/** Writes a BlobInfo as servers do: fields in order, empty ones left out. */
export function encodeBlobInfo(blob: BlobInfo): Uint8Array {
  return toBinary(BlobInfoSchema, blob)
}
