import { z } from 'zod'
import { diagnosisSchema } from '../diagnosis.ts'
import { anyConnectionSchema, connectionSchema } from '../domain/connection.ts'
import { endpointSchema } from '../domain/endpoint.ts'
import { engineSchema } from '../domain/engine.ts'
import { keyReferenceSchema } from '../domain/key-reference.ts'
import { lastCheckSchema, savedSealSchema, sealIdSchema, sealNameSchema } from '../domain/saved-seal.ts'
import { sealParametersSchema } from '../domain/seal-parameters.ts'
import { checkStepSchema, sealCheckSchema } from '../seal-check.ts'
import { command, query } from './procedure.ts'

/** What a check or a bench call is aimed at: `region` and `endpoint` as the stanza would say them. */
export const targetShape = {
  connection: anyConnectionSchema,
  kmsKeyId: keyReferenceSchema,
  region: z.string().min(1).max(128).optional(),
  endpoint: endpointSchema.min(1).optional(),
} as const

export const sealsProcedures = {
  /** `keptAside` names damaged files that were put out of the way, whole; `damage` says why one still is in its place. */
  'seals.list': query({
    input: z.strictObject({}),
    output: z.strictObject({
      seals: z.array(savedSealSchema),
      keptAside: z.array(z.string()),
      damage: diagnosisSchema.optional(),
    }),
  }),
  /** Without `id` a new seal; with it that seal is replaced, or put back after a removal. */
  'seals.save': command({
    input: z.strictObject({
      id: sealIdSchema.optional(),
      name: sealNameSchema,
      engine: engineSchema,
      connection: connectionSchema,
      parameters: sealParametersSchema,
      lastCheck: lastCheckSchema.optional(),
    }),
    output: savedSealSchema,
  }),
  'seals.remove': command({ input: z.strictObject({ id: sealIdSchema }), output: z.strictObject({}) }),
  /** Keeps the verdict of a finished check with its seal. */
  'seals.recordCheck': command({
    input: z.strictObject({ id: sealIdSchema, check: lastCheckSchema.omit({ at: true }) }),
    output: savedSealSchema,
  }),
  'seal.check': query({ input: z.strictObject(targetShape), output: sealCheckSchema, progress: checkStepSchema }),
} as const
