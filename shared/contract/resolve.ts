import { z } from 'zod'
import { effectiveConfigurationSchema } from '../domain/effective-configuration.ts'
import { engineSchema } from '../domain/engine.ts'
import { instantSchema } from '../domain/time.ts'
import { query } from './procedure.ts'

const name = z.string().min(1).max(1024)
const path = z.string().min(1).max(4096)

/** The surroundings of a server that files and environment do not tell. `region` '' is an empty answer, absent is none. */
const worldSchema = z.strictObject({
  imds: z
    .union([
      z.literal('unreachable'),
      z.strictObject({ region: z.string().max(256).optional(), role: z.string().max(256).optional() }),
    ])
    .optional(),
  /** Whether the address for a container's credentials hands any out. */
  container: z.enum(['answers', 'silent']).optional(),
  now: instantSchema.optional(),
})

export const resolveProcedures = {
  /**
   * What a server will really use, from its configuration, its environment and the files on its disk by absolute path. A
   * name with null is one that is not set. Reads nothing from this machine.
   */
  'seal.resolve': query({
    input: z.strictObject({
      config: z.string().max(4_000_000),
      engine: engineSchema,
      environment: z.record(name, z.string().max(100_000).nullable()),
      files: z.record(path, z.string().max(1_000_000)),
      workingDirectory: path.optional(),
      world: worldSchema.optional(),
    }),
    output: effectiveConfigurationSchema,
  }),
} as const
