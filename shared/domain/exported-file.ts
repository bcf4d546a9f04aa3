import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** A seal written out: the text, a name for its file, and what to know before using it. */
export const exportedFileSchema = z.strictObject({
  text: z.string(),
  filename: z.string(),
  warnings: z.array(problemSchema),
})
export type ExportedFile = z.infer<typeof exportedFileSchema>
