import { z } from 'zod'
import { instantSchema } from './time.ts'

/**
 * What DescribeKey says of a key, with the aliases that point at it. AWS's enumerations keep AWS's spelling, and
 * a word that AWS adds later is kept as it is.
 * `aliasesUnknown` is there, and `aliases` empty, where listing them was refused.
 */
export const keyDescriptionSchema = z.strictObject({
  keyId: z.string(),
  keyArn: z.string(),
  state: z.string(),
  spec: z.string(),
  usage: z.string(),
  origin: z.string(),
  manager: z.string(),
  multiRegion: z.boolean(),
  currentKeyMaterialId: z.string().optional(),
  createdAt: instantSchema,
  deletionAt: instantSchema.optional(),
  expiresAt: instantSchema.optional(),
  description: z.string(),
  aliases: z.array(z.string()),
  aliasesUnknown: z.literal(true).optional(),
})
export type KeyDescription = z.infer<typeof keyDescriptionSchema>

export const listedKeySchema = z.strictObject({
  keyId: z.string(),
  keyArn: z.string(),
  aliases: z.array(z.string()),
})
export type ListedKey = z.infer<typeof listedKeySchema>

export const listedAliasSchema = z.strictObject({
  name: z.string(),
  arn: z.string(),
  targetKeyId: z.string().optional(),
  createdAt: instantSchema.optional(),
  updatedAt: instantSchema.optional(),
})
export type ListedAlias = z.infer<typeof listedAliasSchema>

/** Keys and aliases of one identity in one region. */
export const keyListSchema = z.strictObject({ keys: z.array(listedKeySchema), aliases: z.array(listedAliasSchema) })
export type KeyList = z.infer<typeof keyListSchema>

/** One key material of a key. The first and the pending ones have neither date nor type. */
export const keyMaterialSchema = z.strictObject({
  id: z.string(),
  state: z.string(),
  rotatedAt: instantSchema.optional(),
  type: z.string().optional(),
  importState: z.string().optional(),
  expiresAt: instantSchema.optional(),
})
export type KeyMaterial = z.infer<typeof keyMaterialSchema>

/** Automatic rotation, every material known to KMS, and an on-demand rotation in progress. */
export const keyRotationSchema = z.strictObject({
  automatic: z.strictObject({
    supported: z.boolean(),
    enabled: z.boolean(),
    periodInDays: z.int().positive().optional(),
    nextAt: instantSchema.optional(),
  }),
  materials: z.array(keyMaterialSchema),
  onDemand: z.strictObject({ startedAt: instantSchema.optional() }),
})
export type KeyRotation = z.infer<typeof keyRotationSchema>
