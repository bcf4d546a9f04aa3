import { z } from 'zod'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

/** Facts that support a finding: names and plain values, never a secret and never prose. */
export const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export type Facts = z.infer<typeof factsSchema>

/** One finding about a text, a key or a plan. `line` and `column` count from 1; the words live in the page's catalog. */
export const problemSchema = z.strictObject({
  code: z.string(),
  severity: severitySchema,
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  key: z.string().optional(),
  suggestion: z.string().optional(),
  evidence: factsSchema,
})
export type Problem = z.infer<typeof problemSchema>
