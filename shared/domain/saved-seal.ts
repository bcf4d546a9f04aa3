import { z } from 'zod'
import { connectionKey, connectionSchema } from './connection.ts'
import { endpointSchema } from './endpoint.ts'
import { engineSchema } from './engine.ts'
import { sealParametersSchema } from './seal-parameters.ts'
import { wellFormed } from './text.ts'
import { instantSchema } from './time.ts'

/** What a check was about: when any of it changes, the check says nothing about the seal any more. */
export const checkSubjectSchema = z.strictObject({
  connection: connectionSchema,
  kmsKeyId: z.string(),
  region: z.string().optional(),
  endpoint: endpointSchema.optional(),
  callerArn: z.string().optional(),
})
export type CheckSubject = z.infer<typeof checkSubjectSchema>

export const lastCheckSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail']),
  at: instantSchema,
  subject: checkSubjectSchema,
})
export type LastCheck = z.infer<typeof lastCheckSchema>

export const sealIdSchema = z.string().regex(/^[0-9A-Za-z-]{1,64}$/)
export const sealNameSchema = z.string().trim().min(1).max(120).regex(wellFormed)

/** A seal as the app keeps it. It holds references to secrets at most. */
export const savedSealSchema = z.strictObject({
  id: sealIdSchema,
  name: sealNameSchema,
  engine: engineSchema,
  connection: connectionSchema,
  parameters: sealParametersSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  lastCheck: lastCheckSchema.optional(),
})
export type SavedSeal = z.infer<typeof savedSealSchema>

/** The subject that a check of this seal would have now; `callerArn` where the identity is known. */
export function checkSubjectOf(seal: Pick<SavedSeal, 'connection' | 'parameters'>, callerArn?: string): CheckSubject {
  const { kms_key_id, region, endpoint } = seal.parameters
  return {
    connection: seal.connection,
    kmsKeyId: kms_key_id ?? '',
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(callerArn ? { callerArn } : {}),
  }
}

/** Whether a check's subject differs from what would be checked now. An unknown caller is no difference. */
export function checkIsStale(checked: CheckSubject, now: CheckSubject): boolean {
  const caller = (s: CheckSubject) => s.callerArn
  return (
    connectionKey(checked.connection) !== connectionKey(now.connection) ||
    checked.kmsKeyId !== now.kmsKeyId ||
    (checked.region ?? '') !== (now.region ?? '') ||
    (checked.endpoint ?? '') !== (now.endpoint ?? '') ||
    (caller(checked) !== undefined && caller(now) !== undefined && caller(checked) !== caller(now))
  )
}
