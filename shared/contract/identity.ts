import { z } from 'zod'
import { connectionSchema } from '../domain/connection.ts'
import { identityListSchema, identitySchema } from '../domain/identity.ts'
import { command, query } from './procedure.ts'

export const identityProcedures = {
  'identity.list': query({ input: z.strictObject({}), output: identityListSchema }),
  'identity.use': command({
    input: z.strictObject({
      connection: connectionSchema,
      mfaCode: z
        .string()
        .regex(/^\d{6,8}$/)
        .optional(),
    }),
    output: identitySchema,
  }),
  'identity.current': query({ input: z.strictObject({}), output: identitySchema.nullable() }),
} as const
