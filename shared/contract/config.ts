import { z } from 'zod'
import { configEditSchema, configProblemSchema, configStanzaSchema } from '../domain/config-stanza.ts'
import { engineSchema } from '../domain/engine.ts'
import { exportFormSchema } from '../domain/export-form.ts'
import { exportedFileSchema } from '../domain/exported-file.ts'
import { policyConditionsSchema } from '../domain/policy-conditions.ts'
import { looseSealParametersSchema } from '../domain/seal-parameters.ts'
import { isWellFormed } from '../domain/text.ts'
import { instantSchema } from '../domain/time.ts'
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
  /** For the forms that hold a policy. */
  policy: policyConditionsSchema.optional(),
})

/** The text of a configuration file. The longest one that is opened has this many bytes, too. */
export const longestConfig = 4_000_000
const text = z.string().max(longestConfig)
const path = z.string().min(1).max(4096)
const version = z.string().min(1).max(128)
const problems = z.strictObject({ problems: z.array(configProblemSchema) })

/** `version` names what was read: a later save is refused when the file has another one. */
const openedFile = z.strictObject({ path, text: z.string(), version })
const recentFiles = z.strictObject({ files: z.array(z.strictObject({ path, openedAt: instantSchema })) })

export const configProcedures = {
  /** Reads any text, HCL or JSON. Problems are those for which a server refuses to read it, and keys that are given twice. */
  'config.parse': query({
    input: z.strictObject({ text, engine: engineSchema.optional() }),
    output: z.strictObject({
      format: z.enum(['hcl', 'json']),
      seals: z.array(configStanzaSchema),
      problems: z.array(configProblemSchema),
    }),
  }),
  /** `environment` is the server's; without it nothing is concluded from what it may hold. */
  'config.lint': query({
    input: z.strictObject({
      text,
      engine: engineSchema,
      environment: z.record(z.string().min(1).max(1024), z.string().max(100_000)).optional(),
    }),
    output: problems,
  }),
  'config.format': query({ input: z.strictObject({ text }), output: z.strictObject({ text: z.string() }) }),
  /** Edits are made one after the other: each names stanzas as the ones before it have left them. */
  'config.edit': query({
    input: z.strictObject({ text, edits: z.array(configEditSchema).max(1000) }),
    output: z.strictObject({ text: z.string() }),
  }),

  /** From the window only files that the user chose there, now or earlier; from `call` any file. */
  'config.open': command({
    input: z.strictObject({ path }),
    output: z.strictObject({ text: z.string(), version }),
  }),
  /** Keeps the file's mode and its former text, as `backup`. The version `absent` makes a new file. */
  'config.save': command({
    input: z.strictObject({ path, text: text.refine(isWellFormed), version }),
    output: z.strictObject({ version, backup: path.optional() }),
  }),
  /** Asks the user in the system's dialog: for files, or for a folder and all files in it that a server reads. None: dismissed. */
  'config.pick': command({
    input: z.strictObject({ what: z.enum(['files', 'folder']).optional() }),
    output: z.strictObject({ files: z.array(openedFile) }),
  }),
  /** Opens the files that were just dropped onto the window. */
  'config.openDropped': command({
    input: z.strictObject({}),
    output: z.strictObject({ files: z.array(openedFile) }),
  }),
  /**
   * Writes to a file that the user picks in the system's dialog; empty when it was dismissed. A file that was there is kept as a
   * backup. `opened` is the file that the text comes from: over that one only if it still has its version.
   */
  'config.saveAs': command({
    input: z.strictObject({
      suggestedName: z.string().min(1).max(255),
      text: text.refine(isWellFormed),
      opened: z.strictObject({ path, version }).optional(),
    }),
    output: z.strictObject({ file: z.strictObject({ path, version, backup: path.optional() }).optional() }),
  }),
  /** The version that a file has now, `absent` when it is gone. */
  'config.version': query({ input: z.strictObject({ path }), output: z.strictObject({ version }) }),
  /** Files that were opened or saved, the latest first. */
  'config.recent': query({ input: z.strictObject({}), output: recentFiles }),
  'config.forget': command({ input: z.strictObject({ path }), output: recentFiles }),

  'config.export': query({ input: exportInput, output: exportedFileSchema }),
  /** Writes the same text to a file that the user picks in the system's dialog; no `path` when the dialog was dismissed. */
  'config.exportToFile': command({ input: exportInput, output: z.strictObject({ path: z.string().optional() }) }),
} as const
