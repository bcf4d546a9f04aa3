import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** Where a value came from. `line` counts from 1; a profile's file is the path that the server reads. */
const plainOriginSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('environment'), name: z.string() }),
  z.strictObject({
    kind: z.literal('stanza'),
    key: z.string(),
    line: z.int().positive(),
    /** The file, where the configuration is several. */
    file: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('profile'),
    profile: z.string(),
    file: z.string(),
    line: z.int().positive().optional(),
  }),
  z.strictObject({ kind: z.enum(['shared-config', 'instance-metadata', 'container', 'default', 'not-set']) }),
])
export type PlainOrigin = z.infer<typeof plainOriginSchema>

const candidateSchema = z.strictObject({ origin: plainOriginSchema, value: z.string().optional() })

/** The same, or the several that a server picks from at random. */
export const originSchema = z.union([
  plainOriginSchema,
  z.strictObject({ kind: z.literal('ambiguous'), candidates: z.array(candidateSchema) }),
])
export type Origin = z.infer<typeof originSchema>

/** The parameters that have an effective value, in the order in which they are shown. */
export const settingNames = [
  'kms_key_id',
  'region',
  'endpoint',
  'access_key',
  'secret_key',
  'session_token',
  'shared_creds_filename',
  'shared_creds_profile',
  'role_arn',
  'role_session_name',
  'web_identity_token_file',
  'key_not_required',
  'disallow_env_vars',
  'disabled',
  'name',
  'priority',
  'health_check_enabled',
  'health_check_timeout',
  'health_check_interval',
  'health_check_interval_unhealthy',
] as const
export type SettingName = (typeof settingNames)[number]

/** One rule for each source that a value can come from. */
export const settingRules = [
  'wrapper-key-id-name',
  'vault-key-id-name',
  'kms-endpoint-name',
  'stanza',
  'merge',
  'random-merge',
  'region-name',
  'default-region-name',
  'credentials-file-region',
  'config-file-region',
  'profile-region',
  'metadata-region',
  'first-region',
  'sdk-kms-endpoint-name',
  'sdk-endpoint-name',
  'profile-services',
  'profile-endpoint',
  'regional-endpoint',
  'endpoint-switched-off',
  'environment-pair',
  'environment-alias',
  'profile-name',
  'credentials-file-name',
  'role-name',
  'role-session-name',
  'token-file-name',
  'profile-keys',
  'built-in',
  'no-source',
] as const
export type SettingRule = (typeof settingRules)[number]

/** The value of one parameter. `value` is never present for `secret_key` and `session_token`. */
export const effectiveSettingSchema = z.strictObject({
  name: z.enum(settingNames),
  origin: originSchema,
  value: z.string().optional(),
  overridden: z.array(candidateSchema),
  rule: z.enum(settingRules),
})
export type EffectiveSetting = z.infer<typeof effectiveSettingSchema>

/** The links of the servers' credential chains. */
export const effectiveLinks = [
  'static',
  'environment',
  'shared-credentials-file',
  'web-identity',
  'assumed-role',
  'container',
  'instance',
  'profile',
  'source-profile',
  'credential-source',
  'sso',
  'login',
  'process',
] as const
export type EffectiveLink = (typeof effectiveLinks)[number]

/** Why a link did what it did. */
export const effectiveReasons = [
  'found',
  'outranked',
  'not-set',
  'half-pair',
  'profile-wanted',
  'profile-not-found',
  'no-keys-in-profile',
  'file-missing',
  'file-malformed',
  'token-file-missing',
  'token-file-empty',
  'no-source',
  'role-arn-missing',
  'role-arn-too-short',
  'address-refused',
  'unreachable',
  'disabled',
  'no-role',
  'token-absent',
  'token-expired',
  'token-malformed',
  'not-supported',
] as const
export type EffectiveReason = (typeof effectiveReasons)[number]

export const credentialOutcomes = [
  'static',
  'environment',
  'shared-credentials-file',
  'profile',
  'web-identity',
  'assumed-role',
  'sso',
  'login',
  'process',
  'container',
  'instance',
  'none',
  'error',
] as const
export type CredentialOutcome = (typeof credentialOutcomes)[number]

/** The credential that a server's chain picks. `role` is the role's name; for `sso` the permission set in lower case. */
export const effectiveCredentialSchema = z.strictObject({
  outcome: z.enum(credentialOutcomes),
  accessKeyId: z.string().optional(),
  role: z.string().optional(),
  sessionToken: z.boolean(),
  trace: z.array(
    z.strictObject({
      link: z.enum(effectiveLinks),
      outcome: z.enum(['used', 'skipped', 'failed']),
      reason: z.enum(effectiveReasons),
      origin: plainOriginSchema.optional(),
    }),
  ),
})
export type EffectiveCredential = z.infer<typeof effectiveCredentialSchema>
export type CredentialStep = EffectiveCredential['trace'][number]

/** Why a seal is active, or is not. */
export const activations = ['only-enabled', 'last-enabled', 'implicit', 'appended', 'disabled', 'not-last'] as const
export type Activation = (typeof activations)[number]

/**
 * One seal of a server. `error` is what the server prints where it does not start, secrets left out; it may end before
 * what differs from start to start.
 */
export const effectiveSealSchema = z.strictObject({
  type: z.string(),
  disabled: z.boolean(),
  active: z.boolean(),
  activation: z.enum(activations),
  line: z.int().positive().optional(),
  file: z.string().optional(),
  settings: z.array(effectiveSettingSchema),
  credential: effectiveCredentialSchema,
  error: z.string().optional(),
})
export type EffectiveSeal = z.infer<typeof effectiveSealSchema>

/** Every trap that a configuration can hold: the `code` of a `Problem`. */
export const effectiveFindingCodes = [
  'release-assumed',
  'configuration-refused',
  'start-refused',
  'block-misspelt',
  'duplicate-key',
  'unknown-key',
  'key-for-other-release',
  'value-has-blanks',
  'value-has-line-end',
  'key-id-missing',
  'key-not-required',
  'half-pair-in-stanza',
  'half-pair-in-environment',
  'token-without-pair',
  'secret-with-line-end',
  'key-with-line-end',
  'reference-not-resolved',
  'reference-misspelt',
  'environment-over-stanza',
  'environment-names-race',
  'environment-name-ignored',
  'environment-value-fatal',
  'disallow-without-effect',
  'role-without-effect',
  'role-calls-sts-anyway',
  'role-expires',
  'role-from-environment',
  'role-external-id-emptied',
  'token-file-misspelt',
  'credentials-file-not-read',
  'config-file-not-read',
  'default-profile-fatal',
  'default-profile-hides-environment',
  'default-profile-name-ignored',
  'profile-named-twice',
  'profile-not-found',
  'profile-stops-second-load',
  'path-not-expanded',
  'region-by-default',
  'region-from-metadata',
  'region-unknown',
  'region-not-in-endpoint',
  'region-not-in-key-id',
  'endpoint-switched-off',
  'endpoint-from-sdk-name',
  'endpoint-malformed',
  'endpoint-excludes-fips',
  'ca-bundle-stops-seal',
  'metadata-hop-limit',
  'metadata-slow',
  'metadata-switch-ignored',
  'plugin-needed',
  'plugin-advised',
  'storage-removed',
  'seal-type-overridden',
  'seal-type-left-exported',
  'seal-migration',
  'seals-in-parallel',
] as const
export type EffectiveFindingCode = (typeof effectiveFindingCodes)[number]

export const effectiveFindingSchema = problemSchema.extend({
  code: z.enum(effectiveFindingCodes),
  file: z.string().optional(),
})
export type EffectiveFinding = z.infer<typeof effectiveFindingSchema>

/** What a server will really use. `error` is set when the server does not start, whichever seal stops it. */
export const effectiveConfigurationSchema = z.strictObject({
  seals: z.array(effectiveSealSchema),
  error: z.string().optional(),
  problems: z.array(effectiveFindingSchema),
})
export type EffectiveConfiguration = z.infer<typeof effectiveConfigurationSchema>

/** The parameters whose value or whose source differs between two seals, as for the two servers of a planned move. */
export function differingSettings(one: EffectiveSeal, other: EffectiveSeal): SettingName[] {
  return settingNames.filter((name) => told(one, name) !== told(other, name))
}

function told({ settings }: EffectiveSeal, name: SettingName): string {
  const setting = settings.find((each) => each.name === name)
  if (!setting || setting.origin.kind === 'not-set') return ''
  const { value, origin } = setting
  return JSON.stringify([value, 'line' in origin ? { ...origin, line: 0 } : origin])
}
