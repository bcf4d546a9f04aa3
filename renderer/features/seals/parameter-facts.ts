import type { SealParameters } from '../../../shared/domain/seal-parameters.ts'

export type ParameterName = keyof SealParameters

/** What of a release decides how an empty parameter is filled. */
export interface ServerRules {
  /** Which AWS SDK rules the server's wrapper follows: Go SDK v1, or v2 as HashiCorp or OpenBao builds load it. */
  sdk: 'v1' | 'v2-hashicorp' | 'v2-openbao'
  /** AWS variables of the environment are copied over the stanza before anything else. */
  envMerge: boolean
  /** `env://` and `file://` are resolved in access_key, secret_key and session_token. */
  references: boolean
  /** `name` and `priority` are read. */
  namePriority: boolean
  /** The wrapper heeds `disallow_env_vars`. */
  disallowEnvVars: boolean
}

/** What the server does with a parameter that is left empty, and what holds even for one that is set. */
export interface ParameterFacts {
  whenEmpty: string
  note?: string
}

type FactsOf = (rules: ServerRules) => ParameterFacts

const facts: Record<ParameterName, FactsOf> = {
  region: (r) => ({
    whenEmpty: r.sdk === 'v1' ? regionOfV1 : regionOfV2,
    ...note(r.envMerge && mergedOver('AWS_REGION', 'AWS_DEFAULT_REGION')),
  }),
  kms_key_id: (r) => ({
    whenEmpty:
      'AWSKMS_WRAPPER_KEY_ID or VAULT_AWSKMS_SEAL_KEY_ID of the server’s environment, else the server does not start.',
    ...note(
      r.envMerge
        ? mergedOver('AWSKMS_WRAPPER_KEY_ID', 'VAULT_AWSKMS_SEAL_KEY_ID')
        : 'AWSKMS_WRAPPER_KEY_ID and VAULT_AWSKMS_SEAL_KEY_ID of the server’s environment win over this value.',
    ),
  }),
  access_key: (r) => ({ whenEmpty: credentialsWhenEmpty(r), ...note(r.envMerge && mergedOver('AWS_ACCESS_KEY_ID')) }),
  secret_key: (r) => ({
    whenEmpty: 'right only where the access key is empty too: half a pair stops the server.',
    ...note(secretNote(r, 'AWS_SECRET_ACCESS_KEY')),
  }),
  session_token: (r) => ({
    whenEmpty: 'no token. A token without the key pair is dropped.',
    ...note(secretNote(r, 'AWS_SESSION_TOKEN')),
  }),
  endpoint: endpointFacts,
  disabled: () => ({ whenEmpty: 'the seal is active. true keeps the stanza only for migrating away from it.' }),
  shared_creds_filename: (r) => ({
    whenEmpty:
      r.sdk === 'v1'
        ? 'AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials of the server’s user.'
        : 'no credentials file is read, not even ~/.aws/credentials: only the config file.',
    note: 'A relative path starts at the server’s working directory; ~ is not expanded.',
  }),
  shared_creds_profile: (r) => ({
    whenEmpty: r.sdk === 'v1' ? 'AWS_PROFILE, else the profile default.' : 'AWS_PROFILE, else default where it exists.',
    note:
      r.sdk === 'v1'
        ? 'AWS_PROFILE of the server’s environment wins over this value.'
        : 'AWS_PROFILE wins over this value. The profile must exist, and with it environment keys are ignored.',
  }),
  role_arn: (r) =>
    r.sdk === 'v1'
      ? { whenEmpty: 'AWS_ROLE_ARN of the environment, else no role.', note: 'Keys of any kind win over the role.' }
      : {
          whenEmpty: 'the role of the profile or environment, if any.',
          note: 'Alone it does nothing on this release.',
        },
  role_session_name: (r) => ({
    whenEmpty:
      r.sdk === 'v1' ? 'AWS_ROLE_SESSION_NAME for a web identity, else a generated name.' : 'a generated name.',
    ...note(r.sdk !== 'v1' && 'Ignored without role_arn.'),
  }),
  web_identity_token_file: (r) => ({
    whenEmpty: 'AWS_WEB_IDENTITY_TOKEN_FILE of the environment, else no web identity.',
    note: `A plain path: file:// is not understood here.${r.sdk === 'v1' ? '' : ' Ignored without role_arn.'}`,
  }),
  key_not_required: () => ({
    whenEmpty: 'the server asks KMS about the key at start.',
    note: 'A Go boolean: true, false, 1, 0, t or f.',
  }),
  disallow_env_vars: (r) => ({
    whenEmpty: 'key id and endpoint may come from the environment.',
    note: r.disallowEnvVars
      ? 'true shuts out the environment names of the key id and the endpoint only.'
      : 'Setting it has no effect on this release.',
  }),
  name: (r) => ({
    whenEmpty: r.namePriority ? 'awskms, or awskms-disabled for a disabled seal.' : 'nothing happens.',
    note: r.namePriority ? 'Letters, digits, - and _; unique among all seals.' : notRead,
  }),
  priority: (r) => ({
    whenEmpty: r.namePriority ? 'fine with a single seal.' : 'nothing happens.',
    note: r.namePriority ? 'A whole number from 1.' : notRead,
  }),
}

/** The facts of one parameter on one release. */
export function parameterFacts(name: ParameterName, rules: ServerRules): ParameterFacts {
  return facts[name](rules)
}

const notRead = 'This release does not read it.'
const regionOfV1 =
  'AWS_REGION, AWS_DEFAULT_REGION, the profile’s region, then instance metadata. When nothing answers: us-east-1, without an error.'
const regionOfV2 =
  'AWS_REGION, AWS_DEFAULT_REGION, the profile’s region, then instance metadata. When nothing answers, the server does not start.'

const note = (text: string | false | undefined): { note?: string } => (text ? { note: text } : {})

function mergedOver(...names: string[]): string {
  const both = names.length > 1 ? ' Two different values: the winner changes from start to start.' : ''
  return `${names.join(' or ')} of the server’s environment replaces this value.${both}`
}

function credentialsWhenEmpty({ sdk }: ServerRules): string {
  return sdk === 'v1'
    ? 'environment keys, the credentials file, web identity or role, container, then the instance role.'
    : 'the wanted profile alone where there is one; else environment keys, web identity, container, then the instance role.'
}

function secretNote(rules: ServerRules, variable: string): string {
  const merged = rules.envMerge ? ` ${mergedOver(variable)}` : ''
  return rules.references
    ? `Kept as a reference: env://NAME or file:///path on the server.${merged}`
    : `This release does not resolve references: leave it empty and set ${variable} for the server.`
}

function endpointFacts({ sdk, envMerge }: ServerRules): ParameterFacts {
  switch (sdk) {
    case 'v1':
      return {
        whenEmpty: 'AWS_KMS_ENDPOINT, else the region’s own endpoint.',
        note: 'AWS_KMS_ENDPOINT of the server’s environment wins over this value.',
      }
    case 'v2-hashicorp':
      return {
        whenEmpty: 'AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL, the profile’s endpoint, then the region’s own.',
        ...note(envMerge && mergedOver('AWS_KMS_ENDPOINT')),
      }
    case 'v2-openbao':
      return {
        whenEmpty: 'AWS_KMS_ENDPOINT, AWS_ENDPOINT_URL, the profile’s endpoint, then the region’s own.',
        note: 'AWS_KMS_ENDPOINT and AWS_ENDPOINT_URL_KMS of the server’s environment win over this value.',
      }
  }
}
