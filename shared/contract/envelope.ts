import { z } from 'zod'
import { type Diagnosis, diagnosisSchema } from '../diagnosis.ts'

/** What every call answers: a value, or a diagnosis. Nothing is thrown across IPC. */
export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; diagnosis: Diagnosis }

/** An envelope as it arrives: the value is parsed by its procedure's own schema afterwards. */
export const envelopeSchema = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), diagnosis: diagnosisSchema }),
])
