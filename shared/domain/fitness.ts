import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** Whether a key may be a seal key, by rule: `risky` works today and has a known way to fail. */
export const fitnessVerdictSchema = z.enum(['fit', 'risky', 'unfit'])
export type FitnessVerdict = z.infer<typeof fitnessVerdictSchema>

/** Every finding about a key as a seal key. Errors make it unfit, warnings risky, the rest is worth knowing. */
export const fitnessFindingCodes = [
  'key-disabled',
  'key-pending-deletion',
  'key-pending-import',
  'key-unavailable',
  'key-creating',
  'key-state-unknown',
  'key-not-symmetric',
  'key-usage-not-encryption',
  'key-managed-by-aws',
  'key-material-expires',
  'key-material-imported',
  'key-in-cloudhsm',
  'key-outside-aws',
  'key-origin-unknown',
  'key-multi-region',
] as const
export type FitnessFindingCode = (typeof fitnessFindingCodes)[number]

export const keyFitnessSchema = z.strictObject({
  verdict: fitnessVerdictSchema,
  findings: z.array(problemSchema.extend({ code: z.enum(fitnessFindingCodes) })),
})
export type KeyFitness = z.infer<typeof keyFitnessSchema>
