import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** The spellings in which a server's environment is written down. `process` is that of a running program. */
export const environmentForms = ['env-file', 'systemd', 'kubernetes', 'helm', 'compose', 'process'] as const
export type EnvironmentForm = (typeof environmentForms)[number]

/** What a text of an environment leaves open, or says in a way that a server reads otherwise. */
export const environmentFindingCodes = [
  'line-not-read',
  'command-ignored',
  'name-repeated',
  'value-elsewhere',
  'file-elsewhere',
  'value-not-text',
  'value-not-quoted',
  'reference-in-value',
  'section-left-out',
  'workload-left-out',
  'container-left-out',
  'config-not-in-use',
  'server-switched-off',
  'parameter-not-read',
  'text-too-large',
  'text-too-deep',
  'nothing-read',
  'home-assumed',
  'file-not-read',
] as const
export type EnvironmentFindingCode = (typeof environmentFindingCodes)[number]

export const environmentFindingSchema = problemSchema.extend({ code: z.enum(environmentFindingCodes) })
export type EnvironmentFinding = z.infer<typeof environmentFindingSchema>

/** One variable. `value` is there only under names that hold no secret; `masked` stands for any other. */
export const loadedNameSchema = z.strictObject({
  name: z.string(),
  masked: z.string(),
  looksSecret: z.boolean(),
  value: z.string().optional(),
})
export type LoadedName = z.infer<typeof loadedNameSchema>

/**
 * What main keeps of a server under a handle: the names of its environment, and which files of its disk are known, with
 * the profiles that an AWS file declares.
 */
export const loadedServerSchema = z.strictObject({
  handle: z.string(),
  names: z.array(loadedNameSchema),
  files: z.array(z.strictObject({ path: z.string(), profiles: z.array(z.string()) })),
  form: z.enum(environmentForms).optional(),
  source: z.string().optional(),
  /** Whether the text carried a server configuration along, which stays in main. */
  carriesConfig: z.boolean(),
  problems: z.array(environmentFindingSchema),
})
export type LoadedServer = z.infer<typeof loadedServerSchema>

/** Why a server's credentials cannot be used from here. */
export const absences = [
  'no-seal',
  'no-credentials',
  'start-refused',
  'ambiguous',
  'instance',
  'container',
  'sign-in',
  'command',
  'role-source',
  'token-elsewhere',
  'not-a-key',
  'not-a-token',
  'not-a-key-id',
] as const
export type Absence = (typeof absences)[number]
