import { z } from 'zod'
import { diagnosisSchema } from '../diagnosis.ts'
import { settingsPatchSchema, settingsSchema } from '../domain/settings.ts'
import { instantSchema } from '../domain/time.ts'
import { command, query } from './procedure.ts'

export const sandboxKeySchema = z.strictObject({
  name: z.string(),
  keyId: z.string(),
  arn: z.string(),
  alias: z.string().optional(),
})

/** State of the embedded sandbox KMS. Its secret key is left out: environment blocks are copied by main. */
export const sandboxStatusSchema = z.strictObject({
  state: z.enum(['starting', 'running', 'stopped', 'failed']),
  endpoint: z.string().optional(),
  port: z.int().optional(),
  region: z.string().optional(),
  accessKeyId: z.string().optional(),
  keys: z.array(sandboxKeySchema),
  keptAside: z.array(z.string()),
  outsideClients: z.array(
    z.strictObject({ userAgent: z.string(), requests: z.int().nonnegative(), lastAt: instantSchema }),
  ),
  diagnosis: diagnosisSchema.optional(),
})
export type SandboxStatus = z.infer<typeof sandboxStatusSchema>

export const appProcedures = {
  'app.info': query({
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      runtimes: z.array(z.strictObject({ name: z.string(), version: z.string() })),
      files: z.array(z.strictObject({ name: z.string(), path: z.string() })),
      unofficialElectron: z.boolean(),
    }),
  }),
  'settings.read': query({ input: z.strictObject({}), output: settingsSchema }),
  'settings.write': command({ input: settingsPatchSchema, output: settingsSchema }),
  'sandbox.status': query({ input: z.strictObject({}), output: sandboxStatusSchema }),
  /** `port` 0 or absent keeps the remembered one. */
  'sandbox.start': command({
    input: z.strictObject({ port: z.int().min(0).max(65_535).optional(), anyPort: z.boolean().optional() }),
    output: sandboxStatusSchema,
  }),
  'sandbox.stop': command({ input: z.strictObject({}), output: sandboxStatusSchema }),
  'sandbox.reset': command({
    input: z.strictObject({ seed: z.enum(['demo', 'empty']) }),
    output: sandboxStatusSchema,
  }),
  /** Puts an environment block with the sandbox's own (worthless) secret on the clipboard; the page never sees it. */
  'sandbox.copyEnvironment': command({ input: z.strictObject({}), output: z.strictObject({}) }),
} as const
