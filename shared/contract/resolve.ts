import { z } from 'zod'
import { serverHandleSchema } from '../domain/connection.ts'
import { credentialOutcomes, effectiveConfigurationSchema } from '../domain/effective-configuration.ts'
import { engineSchema } from '../domain/engine.ts'
import { absences, loadedServerSchema } from '../domain/server-environment.ts'
import { instantSchema } from '../domain/time.ts'
import { command, query } from './procedure.ts'

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

/** A name with null is one that is not set. */
const names = z.record(name, z.string().max(100_000).nullable())

/** The environment itself, or what main was told of it, with names that the caller lays over it. */
const environmentSchema = z.union([z.strictObject({ handle: serverHandleSchema, set: names.optional() }), names])

const question = z.strictObject({
  config: z.string().max(4_000_000),
  /** Where that file is, as the server names it in its errors. */
  configPath: path.optional(),
  /** The files of a `-config` folder in place of `config`, in the order in which the server reads them. */
  configFiles: z
    .array(z.strictObject({ path, text: z.string().max(4_000_000) }))
    .max(64)
    .optional(),
  /** The configuration that came with what is known under the handle, in place of `config`. */
  carried: z.boolean().optional(),
  engine: engineSchema,
  environment: environmentSchema,
  /** Files on the server's disk by absolute path; they count before those under the handle. */
  files: z.record(path, z.string().max(1_000_000)),
  workingDirectory: path.optional(),
  world: worldSchema.optional(),
})

export const resolveProcedures = {
  /**
   * What a server will really use, from its configuration, its environment and the files on its disk by absolute path.
   * Reads nothing from this machine.
   */
  'seal.resolve': query({ input: question, output: effectiveConfigurationSchema }),

  /**
   * Reads what a server gets from its surroundings, so that no secret passes through the page: an environment (a file of
   * names, a systemd unit, Kubernetes objects, Helm values), or with `as: 'aws-file'` a file of its disk at `serverPath`.
   * With `handle` it is added to what is known, name by name. `this-machine` takes this process's environment together with its
   * AWS files. From the window a file is asked for in the system's dialog and `path` is refused; a dismissed dialog is
   * `cancelled`.
   */
  'resolve.load': command({
    input: z.strictObject({
      from: z.enum(['clipboard', 'file', 'this-machine']),
      path: path.optional(),
      handle: serverHandleSchema.optional(),
      as: z.enum(['environment', 'aws-file']).optional(),
      serverPath: path.startsWith('/').optional(),
      /** Names that the caller lays over the environment: without `serverPath` a file goes where they lead, too. */
      set: names.optional(),
    }),
    output: loadedServerSchema,
  }),
  /** Takes one name or one file out of what is known. */
  'resolve.drop': command({
    input: z.strictObject({ handle: serverHandleSchema, name: name.optional(), serverPath: path.optional() }),
    output: loadedServerSchema,
  }),
  'resolve.unload': command({ input: z.strictObject({ handle: serverHandleSchema }), output: z.strictObject({}) }),
  /**
   * Keeps the credentials that the server's chain picks for its active seal under a handle, for the connection `resolved`.
   * `here` says that they are complete; else `reason` says what only the server itself can get.
   */
  'resolve.principal': command({
    input: question,
    output: z.strictObject({
      handle: serverHandleSchema,
      outcome: z.enum(credentialOutcomes),
      accessKeyId: z.string().optional(),
      role: z.string().optional(),
      availability: z.enum(['here', 'not-here']),
      reason: z.enum(absences).optional(),
      region: z.string().optional(),
      endpoint: z.string().optional(),
      kmsKeyId: z.string().optional(),
    }),
  }),
} as const
