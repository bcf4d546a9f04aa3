import { z } from 'zod'
import { diagnosisSchema } from '../diagnosis.ts'
import {
  sandboxDeletionSchema,
  sandboxFaultRequestSchema,
  sandboxFaultSchema,
  sandboxKeyEventSchema,
  sandboxKeySchema,
  sandboxPrincipalSchema,
  sandboxRequestSchema,
} from '../domain/sandbox-kms.ts'
import { instantSchema } from '../domain/time.ts'
import { command, query } from './procedure.ts'

/** State of the embedded sandbox KMS. Its secret keys are left out: environment blocks are copied by main. */
export const sandboxStatusSchema = z.strictObject({
  state: z.enum(['starting', 'running', 'stopped', 'failed']),
  endpoint: z.string().optional(),
  port: z.int().optional(),
  region: z.string().optional(),
  accessKeyId: z.string().optional(),
  /** The sandbox's own time, which may have been put ahead. */
  now: instantSchema.optional(),
  /** Days by which it is ahead of the machine's. */
  aheadDays: z.number().nonnegative().optional(),
  /** Milliseconds after which changes are seen. */
  slownessMs: z.int().nonnegative().optional(),
  activeFaults: z.int().nonnegative().optional(),
  /** In all its accounts and regions. */
  keyCount: z.int().nonnegative().optional(),
  /** Keys that wait for their deletion, by the sandbox's own time: the first 200. */
  deletions: z.array(sandboxDeletionSchema).optional(),
  /** Another process runs it: this one can use it and not look inside. */
  attached: z.boolean().optional(),
  keys: z.array(sandboxKeySchema),
  principals: z.array(sandboxPrincipalSchema),
  keptAside: z.array(z.string()),
  outsideClients: z.array(
    z.strictObject({ userAgent: z.string(), requests: z.int().nonnegative(), lastAt: instantSchema }),
  ),
  diagnosis: diagnosisSchema.optional(),
})
export type SandboxStatus = z.infer<typeof sandboxStatusSchema>

const faultList = z.strictObject({ faults: z.array(sandboxFaultSchema) })

export const sandboxProcedures = {
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
  'sandbox.copyEnvironment': command({
    input: z.strictObject({ principal: z.string().min(1).max(128).optional() }),
    output: z.strictObject({}),
  }),
  /**
   * The latest requests, newest first; `after` leaves out one by its id and those before it. `continues` says that none
   * is missing in between: a reset, a restart or too many requests at once break the row.
   */
  'sandbox.requests': query({
    input: z.strictObject({ limit: z.int().min(1).max(1000).optional(), after: z.string().max(64).optional() }),
    output: z.strictObject({ requests: z.array(sandboxRequestSchema), continues: z.boolean() }),
  }),
  'sandbox.faults': query({ input: z.strictObject({}), output: faultList }),
  'sandbox.addFault': command({ input: sandboxFaultRequestSchema, output: faultList }),
  /** Takes away one fault, or all. */
  'sandbox.clearFaults': command({ input: z.strictObject({ id: z.string().max(64).optional() }), output: faultList }),
  /**
   * Puts the sandbox's time ahead. It cannot be put back but by a reset. `passed` is what became of keys, of the first 200;
   * `furtherKeys` counts the rest.
   */
  'sandbox.advance': command({
    input: z.strictObject({ days: z.int().min(1).max(3650) }),
    output: sandboxStatusSchema.extend({
      passed: z.array(sandboxKeyEventSchema),
      furtherKeys: z.int().nonnegative(),
    }),
  }),
  /** Lets later changes of aliases be seen only after so many milliseconds, as AWS's eventual consistency may; 0: at once. */
  'sandbox.slowDown': command({
    input: z.strictObject({ milliseconds: z.int().min(0).max(60_000) }),
    output: z.strictObject({}),
  }),
} as const
