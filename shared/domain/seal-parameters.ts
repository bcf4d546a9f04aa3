import { z } from 'zod'
import { endpointSchema } from './endpoint.ts'

/** A reference that the server resolves itself: `env://NAME` or `file://PATH`. The only form in which a secret may be kept. */
export const secretReferenceSchema = z
  .string()
  .max(4096)
  .regex(/^(env:\/\/[^\s]+|file:\/\/.+)$/)

const text = z.string().max(4096)
const optionalText = text.optional()

const common = {
  kms_key_id: optionalText,
  region: optionalText,
  endpoint: endpointSchema.optional(),
  access_key: optionalText,
  shared_creds_filename: optionalText,
  shared_creds_profile: optionalText,
  role_arn: optionalText,
  role_session_name: optionalText,
  web_identity_token_file: optionalText,
  key_not_required: optionalText,
  disallow_env_vars: optionalText,
  disabled: z.union([z.boolean(), text]).optional(),
  name: optionalText,
  priority: z.union([z.int(), text]).optional(),
}

/**
 * The parameters of an awskms seal stanza under the stanza's own names, as they are saved: `secret_key` and
 * `session_token` can only be references, so that no secret can be written down.
 */
export const sealParametersSchema = z.strictObject({
  ...common,
  secret_key: secretReferenceSchema.optional(),
  session_token: secretReferenceSchema.optional(),
})
export type SealParameters = z.infer<typeof sealParametersSchema>

/** The same parameters as a caller may hand them to an export: a literal secret is accepted and left out of the result. */
export const looseSealParametersSchema = z.strictObject({
  ...common,
  secret_key: optionalText,
  session_token: optionalText,
})
export type LooseSealParameters = z.infer<typeof looseSealParametersSchema>

/** The parameters that the documentation of the seal names, in the order in which a stanza is written. */
export const documentedParameters = [
  'region',
  'access_key',
  'secret_key',
  'session_token',
  'kms_key_id',
  'endpoint',
  'disabled',
] as const satisfies readonly (keyof SealParameters)[]

/** Parameters that the wrapper reads besides the documented ones. */
export const furtherParameters = [
  'shared_creds_filename',
  'shared_creds_profile',
  'role_arn',
  'role_session_name',
  'web_identity_token_file',
  'key_not_required',
  'disallow_env_vars',
  'name',
  'priority',
] as const satisfies readonly (keyof SealParameters)[]

/** Parameters whose literal value is a secret. */
export const secretParameters = ['secret_key', 'session_token'] as const satisfies readonly (keyof SealParameters)[]

/** Whether a parameter holds a secret, whatever its value. */
export function isSecretParameter(name: string): boolean {
  return (secretParameters as readonly string[]).includes(name)
}
