import { z } from 'zod'
import { settingsPatchSchema, settingsSchema } from '../domain/settings.ts'
import { command, query } from './procedure.ts'

export const appProcedures = {
  'app.info': query({
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      runtimes: z.array(z.strictObject({ name: z.string(), version: z.string() })),
      files: z.array(z.strictObject({ name: z.string(), path: z.string() })),
      unofficialElectron: z.boolean(),
      /** Damaged settings files that were put out of the way, whole. */
      settingsKeptAside: z.array(z.string()),
    }),
  }),
  'settings.read': query({ input: z.strictObject({}), output: settingsSchema }),
  'settings.write': command({ input: settingsPatchSchema, output: settingsSchema }),
} as const
