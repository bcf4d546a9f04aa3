import { z } from 'zod'
import { engineSchema } from '../domain/engine.ts'
import { exportFormSchema } from '../domain/export-form.ts'
import { exportedFileSchema } from '../domain/exported-file.ts'
import { looseSealParametersSchema } from '../domain/seal-parameters.ts'
import { command, query } from './procedure.ts'

const exportInput = z.strictObject({
  parameters: looseSealParametersSchema,
  engine: engineSchema,
  form: exportFormSchema,
  /** The external awskms plugin: its folder, the file in it and the file's SHA-256 as 64 hex digits. */
  plugin: z
    .strictObject({
      directory: z.string().min(1).max(4096),
      command: z.string().min(1).max(4096),
      sha256sum: z.string().regex(/^[0-9a-fA-F]{64}$/),
    })
    .optional(),
})

export const configProcedures = {
  'config.export': query({ input: exportInput, output: exportedFileSchema }),
  /** Writes the same text to a file that the user picks in the system's dialog; no `path` when the dialog was dismissed. */
  'config.exportToFile': command({ input: exportInput, output: z.strictObject({ path: z.string().optional() }) }),
} as const
