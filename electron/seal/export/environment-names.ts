/**
 * Which environment variable a server reads in place of a stanza parameter, and where the variable means more than the
 * parameter does. Both products read the same names; what differs is the generation of their AWS SDK.
 */
import type { Product } from '../../../shared/domain/engine.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'

export type Parameter = keyof LooseSealParameters

interface EnvironmentName {
  name: string
  /** The variable steers more than the parameter: profile and credentials of everything in the process. */
  wider?: true
}

const names: Partial<Record<Parameter, EnvironmentName>> = {
  kms_key_id: { name: 'VAULT_AWSKMS_SEAL_KEY_ID' },
  region: { name: 'AWS_REGION' },
  endpoint: { name: 'AWS_KMS_ENDPOINT' },
  access_key: { name: 'AWS_ACCESS_KEY_ID' },
  secret_key: { name: 'AWS_SECRET_ACCESS_KEY' },
  session_token: { name: 'AWS_SESSION_TOKEN' },
  role_arn: { name: 'AWS_ROLE_ARN' },
  role_session_name: { name: 'AWS_ROLE_SESSION_NAME' },
  web_identity_token_file: { name: 'AWS_WEB_IDENTITY_TOKEN_FILE' },
  shared_creds_filename: { name: 'AWS_SHARED_CREDENTIALS_FILE', wider: true },
  shared_creds_profile: { name: 'AWS_PROFILE', wider: true },
}

/** The variable for a parameter on a release; undefined where none has the parameter's effect. */
export function environmentName(parameter: Parameter, release: Release): EnvironmentName | undefined {
  // The second SDK generation reads the stanza's credentials file only; the variable is left to the default files.
  if (parameter === 'shared_creds_filename' && release.generation === 'B') return undefined
  return names[parameter]
}

/** The variable that makes a seal without a stanza an awskms seal. */
export function sealTypeName(product: Product): string {
  return product === 'openbao' ? 'BAO_SEAL_TYPE' : 'VAULT_SEAL_TYPE'
}
