import { z } from 'zod'
import { connectionSchema } from '../domain/connection.ts'
import { connectionRoutesSchema } from '../domain/connection-routes.ts'
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
  /** Where the requests of a connection go: endpoints, proxies, certificate authorities. Asks nobody but this machine. */
  'identity.routes': query({ input: z.strictObject({ connection: connectionSchema }), output: connectionRoutesSchema }),
  'identity.current': query({ input: z.strictObject({}), output: identitySchema.nullable() }),
} as const
