import { z } from 'zod'

/** Remarks on a decoded blob, as words from a fixed list. */
export const blobNoteSchema = z.enum([
  'joined-iv',
  'no-key-info',
  'direct-mechanism',
  'wrapped-flag',
  'unknown-fields',
  'unknown-mechanism',
  'iv-length',
  'empty-plaintext',
])
export type BlobNote = z.infer<typeof blobNoteSchema>

/** A field of the wire form in the order of the bytes: protobuf path (`5.3`), offset and length in the blob, both in bytes. */
export const wireFieldSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().nonnegative(),
  value: z.string().optional(),
})
export type WireField = z.infer<typeof wireFieldSchema>

/** One BlobInfo laid open. `iv` is base64, lengths are bytes; `mechanism` 0 is direct, 1 is envelope. */
export const decodedBlobSchema = z.strictObject({
  mechanism: z.number().nonnegative(),
  keyId: z.string().optional(),
  iv: z.base64(),
  ciphertextLength: z.int().nonnegative(),
  wrappedKeyLength: z.int().nonnegative(),
  wrappedFlag: z.boolean(),
  notes: z.array(blobNoteSchema),
  fields: z.array(wireFieldSchema),
})
export type DecodedBlob = z.infer<typeof decodedBlobSchema>

/** A stored value laid open: one BlobInfo, several under a MultiWrapValue, or an Enterprise seal-wrapped entry. */
export const blobViewSchema = z.strictObject({
  layout: z.enum(['blob-info', 'multi-wrap', 'seal-wrapped-entry']),
  generation: z.number().nonnegative().optional(),
  length: z.int().nonnegative(),
  blobs: z.array(decodedBlobSchema),
})
export type BlobView = z.infer<typeof blobViewSchema>
