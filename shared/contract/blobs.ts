import { z } from 'zod'
import { blobViewSchema } from '../domain/blob-view.ts'
import { anyConnectionSchema } from '../domain/connection.ts'
import { wellFormed } from '../domain/text.ts'
import { query } from './procedure.ts'
import { targetShape } from './seals.ts'

/** A blob as base64, or the JSON text of a whole file-storage entry. 1 MiB is far above any stored value of a seal. */
const storedBytes = z.string().min(1).max(1_400_000)

const opened = z.strictObject({
  outcome: z.literal('opened'),
  plaintextLength: z.int().nonnegative(),
  keyArn: z.string(),
  keyMaterialId: z.string().optional(),
})
const readBack = z.strictObject({
  plaintext: z.string(),
  keyArn: z.string(),
  keyMaterialId: z.string().optional(),
})

const { connection: _, kmsKeyId: __, ...place } = targetShape

export const blobsProcedures = {
  /** `plaintext` is text, taken as UTF-8; `blob` is base64 of the BlobInfo as a server writes it. */
  'bench.encrypt': query({
    input: z.strictObject({ ...targetShape, plaintext: z.string().max(65_536).regex(wellFormed) }),
    output: z.strictObject({ blob: z.base64(), decoded: blobViewSchema }),
  }),
  /** Shows the text of a blob made on this bench; any other blob is only verified, its plaintext stays in main. */
  'bench.decrypt': query({
    input: z.strictObject({ connection: anyConnectionSchema, ...place, blob: storedBytes }),
    output: z.union([readBack, opened]),
  }),
  'blob.decode': query({ input: z.strictObject({ bytes: storedBytes }), output: blobViewSchema }),
  'blob.verify': query({
    input: z.strictObject({ connection: anyConnectionSchema, ...place, bytes: storedBytes }),
    output: opened,
  }),
} as const
