import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** Whether a key may be a seal key, by rule: `risky` works today and has a known way to fail. */
export const fitnessVerdictSchema = z.enum(['fit', 'risky', 'unfit'])
export type FitnessVerdict = z.infer<typeof fitnessVerdictSchema>

export const keyFitnessSchema = z.strictObject({ verdict: fitnessVerdictSchema, findings: z.array(problemSchema) })
export type KeyFitness = z.infer<typeof keyFitnessSchema>
