import { z } from 'zod'
import { instantSchema } from './time.ts'

export const sandboxKeySchema = z.strictObject({
  name: z.string(),
  keyId: z.string(),
  arn: z.string(),
  alias: z.string().optional(),
})
export type SandboxKey = z.infer<typeof sandboxKeySchema>

/** Someone who may sign requests to the sandbox. A role has no access key: it is assumed. */
export const sandboxPrincipalSchema = z.strictObject({
  name: z.string(),
  arn: z.string(),
  accessKeyId: z.string().optional(),
})
export type SandboxPrincipal = z.infer<typeof sandboxPrincipalSchema>

/** One request as the sandbox remembers it: names only. `result` is `ok` or the name of the error. */
export const sandboxRequestSchema = z.strictObject({
  at: instantSchema,
  operation: z.string(),
  principal: z.string().optional(),
  region: z.string().optional(),
  key: z.string().optional(),
  status: z.int(),
  result: z.string(),
  userAgent: z.string(),
  requestId: z.string(),
  durationMs: z.number().nonnegative(),
})
export type SandboxRequest = z.infer<typeof sandboxRequestSchema>

/** What a leap in time did to a key. `expired`: imported material is gone; `times` counts rotations or materials. */
export const sandboxKeyEventSchema = z.strictObject({
  keyArn: z.string(),
  alias: z.string().optional(),
  what: z.enum(['rotated', 'expired', 'deleted']),
  times: z.int().positive(),
})
export type SandboxKeyEvent = z.infer<typeof sandboxKeyEventSchema>

/** A key that waits for its deletion, which cannot be taken back once it has come. */
export const sandboxDeletionSchema = z.strictObject({
  keyArn: z.string(),
  alias: z.string().optional(),
  at: instantSchema,
})
export type SandboxDeletion = z.infer<typeof sandboxDeletionSchema>

/** What the sandbox serves, by the names that requests and faults carry. */
export const sandboxOperations = {
  kms: [
    'CancelKeyDeletion',
    'CreateAlias',
    'CreateGrant',
    'CreateKey',
    'Decrypt',
    'DeleteAlias',
    'DeleteImportedKeyMaterial',
    'DescribeKey',
    'DisableKey',
    'DisableKeyRotation',
    'EnableKey',
    'EnableKeyRotation',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'GenerateRandom',
    'GetKeyLastUsage',
    'GetKeyPolicy',
    'GetKeyRotationStatus',
    'GetParametersForImport',
    'ImportKeyMaterial',
    'ListAliases',
    'ListGrants',
    'ListKeyPolicies',
    'ListKeyRotations',
    'ListKeys',
    'ListResourceTags',
    'ListRetirableGrants',
    'PutKeyPolicy',
    'ReEncrypt',
    'ReplicateKey',
    'RetireGrant',
    'RevokeGrant',
    'RotateKeyOnDemand',
    'ScheduleKeyDeletion',
    'TagResource',
    'UntagResource',
    'UpdateAlias',
    'UpdateKeyDescription',
    'UpdatePrimaryRegion',
  ],
  sts: ['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity', 'GetSessionToken'],
} as const

/** What happens to a call that meets a fault. `milliseconds` delays the answer; `reset` breaks the connection. */
export const sandboxFaultEffectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('throttle') }),
  z.strictObject({ kind: z.literal('server-error'), status: z.union([z.literal(500), z.literal(503)]).optional() }),
  z.strictObject({ kind: z.literal('quota') }),
  z.strictObject({ kind: z.literal('deny') }),
  z.strictObject({ kind: z.literal('latency'), milliseconds: z.int().min(1).max(60_000) }),
  z.strictObject({ kind: z.literal('reset'), moment: z.enum(['before', 'after']) }),
  z.strictObject({ kind: z.literal('truncate') }),
])
export type SandboxFaultEffect = z.infer<typeof sandboxFaultEffectSchema>

const faultShape = {
  effect: sandboxFaultEffectSchema,
  /** Operations by name; absent: all. */
  operations: z.array(z.string().min(1).max(64)).min(1).max(60).optional(),
  /** Name or ARN of a principal; absent: everyone. */
  principal: z.string().min(1).max(2048).optional(),
  /** For so many calls; absent: until it is taken away. */
  times: z.int().min(1).max(1_000_000).optional(),
} as const

export const sandboxFaultRequestSchema = z.strictObject(faultShape)
export type SandboxFaultRequest = z.infer<typeof sandboxFaultRequestSchema>

export const sandboxFaultSchema = z.strictObject({ ...faultShape, id: z.string() })
export type SandboxFault = z.infer<typeof sandboxFaultSchema>
