import { z } from 'zod'
import { connectionSchema } from './connection.ts'
import { problemSchema } from './problem.ts'
import { instantSchema } from './time.ts'

/** What one link of the credential chain did. `reason` is a word from a fixed list, not prose. */
export const chainLinkSchema = z.strictObject({
  link: z.string(),
  outcome: z.enum(['used', 'skipped', 'failed']),
  reason: z.string(),
  origin: z
    .strictObject({
      kind: z.string(),
      name: z.string().optional(),
      profile: z.string().optional(),
      file: z.string().optional(),
      line: z.int().positive().optional(),
    })
    .optional(),
})
export type ChainLink = z.infer<typeof chainLinkSchema>

/** Who STS says a connection is, and where its credentials came from. Times are when the credentials end. */
export const identitySchema = z.strictObject({
  connection: connectionSchema,
  callerArn: z.string(),
  account: z.string(),
  partition: z.string(),
  region: z.string(),
  source: z.string(),
  expiresAt: instantSchema.optional(),
  trace: z.array(chainLinkSchema),
})
export type Identity = z.infer<typeof identitySchema>

export const profileKindSchema = z.enum([
  'static',
  'assume-role',
  'sso',
  'web-identity',
  'process',
  'login',
  'container',
  'incomplete',
])
export type ProfileKind = z.infer<typeof profileKindSchema>

/** A profile as the shared AWS files declare it. */
export const profileSchema = z.strictObject({
  name: z.string(),
  kind: profileKindSchema,
  region: z.string().optional(),
  roleArn: z.string().optional(),
  ssoSession: z.string().optional(),
  needsMfa: z.boolean(),
  problems: z.array(problemSchema),
})
export type Profile = z.infer<typeof profileSchema>

export const ssoSessionSchema = z.strictObject({
  name: z.string(),
  region: z.string().optional(),
  startUrl: z.string().optional(),
})
export type SsoSession = z.infer<typeof ssoSessionSchema>

export const awsFileSchema = z.strictObject({
  path: z.string(),
  exists: z.boolean(),
  readable: z.boolean(),
  problems: z.array(problemSchema),
})
export type AwsFile = z.infer<typeof awsFileSchema>

export const identityListSchema = z.strictObject({
  profiles: z.array(profileSchema),
  ssoSessions: z.array(ssoSessionSchema),
  files: z.array(awsFileSchema),
})
export type IdentityList = z.infer<typeof identityListSchema>
