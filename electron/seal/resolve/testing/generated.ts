/** Configurations and worlds made at random from what decides about seals, the same for the same number. Secrets are canaries. */
import { selectableVersions } from '../../../../shared/domain/releases.ts'
import type { ResolveInput } from '../resolve.ts'

export const canary = 'CANARY'

const engines = (['vault', 'openbao'] as const).flatMap((product) =>
  selectableVersions(product).flatMap(({ version, release }) => [
    { product, version },
    ...(release.era.kmsPlugin ? [{ product, version, plugin: '2.5.0' }] : []),
  ]),
)

/** A sequence of numbers that looks random and is not. */
class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 2654435761) % 4294967296
  }

  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.#state / 4294967296) * count)
  }

  one<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T
  }

  some<T>(values: readonly T[], most: number): T[] {
    return Array.from({ length: this.below(most + 1) }, () => this.one(values))
  }
}

const plain = [
  '""',
  '"x"',
  '"us-east-1"',
  '" eu-west-1 "',
  '"https://kms.test"',
  '"kms.test"',
  '"env://NAME"',
  '"file://~/x"',
  'true',
  '1',
  '0',
  '1.5',
  '"yes"',
]
const hostile = ['[1]', '{ a = 1 }', 'word', "'x'", '<<E\nx\nE', '"\\q"', `"\${a}"`, '"é"', '']
const secrets = [
  `"${canary}"`,
  `"${canary} "`,
  '"env://SECRET"',
  '"file:///s"',
  '"file:s"',
  '"ENV://SECRET"',
  `["${canary}"]`,
  canary,
  `\n    ${canary}`,
  `/* ${canary} */ ${canary}`,
  `"string://${canary}"`,
  `<<E\n${canary}\nE`,
]
const keys = [
  'kms_key_id',
  'region',
  'endpoint',
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
  'purpose',
  'kms_keyid',
  'health_check_interval',
]
const secretKeys = ['secret_key', 'session_token']
const labels = [
  '"awskms"',
  '"awskms"',
  '"awskms"',
  '"AWSKMS"',
  '"transit"',
  '"shamir"',
  '"pkcs11"',
  '',
  '"other"',
  'awskms',
]

const names = [
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_ACCESS_KEY',
  'AWSKMS_WRAPPER_KEY_ID',
  'VAULT_AWSKMS_SEAL_KEY_ID',
  'AWS_KMS_ENDPOINT',
  'AWSKMS_ENDPOINT',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_KMS',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_MAX_ATTEMPTS',
  'AWS_RETRY_MODE',
  'AWS_CA_BUNDLE',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'VAULT_SEAL_TYPE',
  'BAO_SEAL_TYPE',
  'NAME',
]
const secretNames = ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY', 'AWS_SESSION_TOKEN', 'SECRET']
const values = [
  '',
  'x',
  'true',
  'false',
  '1',
  'default',
  'dev',
  'us-east-1',
  'eu-west-1',
  'https://a.test',
  'b.test:1',
  '/h/.aws/credentials',
  '/d',
  '/t',
  'arn:aws:iam::111122223333:role/r',
  'awskms',
  'shamir',
  'http://10.0.0.1/x',
  '/creds',
  'a b',
  '\u0000',
  'é',
]

const lines = [
  '[default]',
  '[dev]',
  '[profile dev]',
  '[profile default]',
  '[sso-session s]',
  '[services v]',
  'region = eu-west-3',
  'aws_access_key_id = AKFILE',
  `aws_secret_access_key = ${canary}`,
  `aws_session_token = ${canary}`,
  'role_arn = arn:aws:iam::111122223333:role/p',
  'source_profile = dev',
  'source_profile = default',
  'credential_source = Environment',
  'credential_source = EcsContainer',
  'web_identity_token_file = /t',
  `credential_process = /bin/x ${canary}`,
  'sso_session = s',
  'sso_start_url = https://s.test/start',
  'sso_region = us-east-1',
  'sso_account_id = 111122223333',
  'sso_role_name = R',
  'services = v',
  'kms =',
  '  endpoint_url = https://v.test',
  'endpoint_url = https://p.test',
  'ca_bundle = /ca',
  'use_fips_endpoint = true',
  'mfa_serial = m',
  'external_id = e',
  'max_attempts = x',
  'login_session = l',
  'junk',
  '=',
  '[',
  '"open',
]

const paths = [
  '/h/.aws/config',
  '/h/.aws/credentials',
  '/h/creds',
  '/d/inside',
  '/t',
  '/s',
  '/ca',
  '/w/s',
  '/h/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json',
]

/** The input of a number. */
export function generatedInput(seed: number): ResolveInput {
  const dice = new Dice(seed)
  return {
    config: Array.from({ length: 1 + dice.below(2) }, () => block(dice)).join('\n'),
    engine: dice.one(engines),
    environment: Object.fromEntries([
      ...(dice.below(8) === 0 ? [] : [['HOME', '/h']]),
      ...dice.some(names, 4).map((name) => [name, dice.one(values)]),
      ...dice.some(secretNames, 2).map((name) => [name, dice.one([canary, `${canary}\n`, ''])]),
    ]) as Record<string, string>,
    files: Object.fromEntries(dice.some(paths, 4).map((path) => [path, fileText(path, dice)])),
    workingDirectory: '/w',
    world: dice.one([
      {},
      { imds: 'unreachable' },
      { imds: { region: '' } },
      { imds: { role: 'r' } },
      { imds: { region: 'eu-west-1', role: 'r' }, container: 'silent' },
    ] as const),
  }
}

function block(dice: Dice): string {
  const entries = [
    'kms_key_id = "k"',
    ...dice.some(keys, 4).map((key) => `${key} = ${dice.one(dice.below(12) === 0 ? hostile : plain)}`),
    ...(dice.below(2) === 0 ? ['access_key = "AKSTANZA"'] : []),
    ...dice.some(secretKeys, 2).map((key) => `${key} = ${dice.one(secrets)}`),
  ]
  const name = dice.one(['seal', 'seal', 'seal', 'seal', 'hsm', 'kms', 'seals', 'plugin "kms"', 'storage'])
  return `${name} ${dice.one(labels)} {\n  ${entries.join('\n  ')}\n}${dice.below(40) === 0 ? '' : '\n'}`
}

function fileText(path: string, dice: Dice): string {
  if (path.endsWith('.json')) {
    return dice.one([
      `{"accessToken":"${canary}","expiresAt":"2099-01-01T00:00:00Z"}`,
      `{"accessToken":"${canary}"}`,
      `nope ${canary}`,
      '',
    ])
  }
  if (path.includes('.aws') || path.includes('creds')) return dice.some(lines, 8).join(dice.one(['\n', '\r\n']))
  return dice.one([canary, `${canary}\n`, ''])
}
