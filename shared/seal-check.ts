import { z } from 'zod'
import { diagnosisSchema } from './diagnosis.ts'

export const checkStepNames = ['credentials', 'describe', 'fitness', 'encrypt', 'decrypt', 'compare'] as const
export type CheckStepName = (typeof checkStepNames)[number]

/** One step of a check. `durationMs` is wall time in milliseconds; `requestId` is AWS's own. */
export const checkStepSchema = z.strictObject({
  step: z.enum(checkStepNames),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  durationMs: z.number().nonnegative(),
  requestId: z.string().optional(),
  diagnosis: diagnosisSchema.optional(),
})
export type CheckStep = z.infer<typeof checkStepSchema>

/** The round trip that proves a key can serve a seal: every step of it, and what it was proved with. */
export const sealCheckSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail']),
  steps: z.array(checkStepSchema),
  callerArn: z.string().optional(),
  keyArn: z.string().optional(),
  keyMaterialId: z.string().optional(),
})
export type SealCheck = z.infer<typeof sealCheckSchema>
