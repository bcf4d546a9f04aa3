import { z } from 'zod'
import { anyConnectionSchema } from '../domain/connection.ts'
import { keyFitnessSchema } from '../domain/fitness.ts'
import { keyReferenceSchema } from '../domain/key-reference.ts'
import { keyDescriptionSchema, keyListSchema, keyRotationSchema } from '../domain/kms-key.ts'
import { query } from './procedure.ts'

const ofKey = z.strictObject({ connection: anyConnectionSchema, key: keyReferenceSchema })

export const keysProcedures = {
  'keys.list': query({
    input: z.strictObject({ connection: anyConnectionSchema }),
    output: keyListSchema,
    progress: z.strictObject({ loaded: z.int().nonnegative() }),
  }),
  'keys.describe': query({ input: ofKey, output: keyDescriptionSchema }),
  'keys.fitness': query({ input: ofKey, output: keyFitnessSchema }),
  'keys.rotation': query({ input: ofKey, output: keyRotationSchema }),
} as const
