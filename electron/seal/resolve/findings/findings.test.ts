import { describe, expect, it } from 'vitest'
import type { EffectiveFinding, EffectiveFindingCode } from '../../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import {
  ask,
  bao25,
  bao26,
  bao27,
  baoPlugin,
  stanza,
  vault18,
  vault21,
  vaultNext,
  type World,
} from '../testing/asked.ts'

const pair = ['access_key = "AK"', 'secret_key = "hidden"'] as const
const sound = ['region = "eu-west-1"', ...pair] as const
const keysOf = (profile: string) => `[${profile}]\naws_access_key_id = AK\naws_secret_access_key = hidden\n`
const role = 'role_arn = "arn:aws:iam::111122223333:role/seal"'
const environmentPair = { AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 'hidden' }

type Met = [
  code: EffectiveFindingCode,
  engine: Engine,
  config: string,
  world: World,
  told: Partial<Omit<EffectiveFinding, 'code'>>,
]

const met: Met[] = [
  [
    'release-assumed',
    vaultNext,
    stanza(...sound),
    {},
    { severity: 'info', evidence: { product: 'vault', version: '2.2.0', wrapper: 'v4.0' } },
  ],
  ['configuration-refused', bao25, stanza('region = word'), {}, { severity: 'error', line: 3 }],
  ['start-refused', bao25, stanza('region = "a-1"', 'access_key = "AK"'), {}, { severity: 'error', line: 1 }],
  ['block-misspelt', bao25, 'seals "awskms" {\n}\n', {}, { key: 'seals', line: 1, suggestion: 'seal' }],
  [
    'duplicate-key',
    vault21,
    stanza(...sound, 'region = "b-1"'),
    {},
    { severity: 'error', key: 'region', line: 6, evidence: { first: 3 } },
  ],
  ['duplicate-key', vault18, stanza(...sound, 'region = "b-1"'), {}, { severity: 'warning' }],
  [
    'unknown-key',
    bao25,
    stanza(...sound, 'kms_keyid = "k"'),
    {},
    { key: 'kms_keyid', line: 6, suggestion: 'kms_key_id' },
  ],
  ['unknown-key', bao25, stanza(...sound, 'REGION = "k"'), {}, { suggestion: 'region' }],
  ['key-for-other-release', bao25, stanza(...sound, 'priority = "1"'), {}, { severity: 'info', key: 'priority' }],
  ['value-has-blanks', bao25, stanza(...pair, 'region = "eu-west-1 "'), {}, { key: 'region', line: 5 }],
  ['value-has-line-end', bao25, stanza(...pair, 'region = "eu-west-1\\n"'), {}, { key: 'region', severity: 'error' }],
  [
    'key-id-missing',
    bao25,
    'seal "awskms" {\n  region = "a-1"\n}\n',
    {},
    { severity: 'error', key: 'kms_key_id', line: 1 },
  ],
  ['key-not-required', bao25, 'seal "awskms" {\n  key_not_required = "1"\n}\n', {}, { severity: 'warning' }],
  [
    'half-pair-in-stanza',
    bao25,
    stanza('secret_key = "hidden"'),
    {},
    { key: 'secret_key', line: 3, evidence: { missing: 'access_key' } },
  ],
  [
    'half-pair-in-environment',
    bao25,
    stanza(...sound),
    { environment: { AWS_SECRET_KEY: 'hidden' } },
    { severity: 'warning' },
  ],
  ['token-without-pair', bao25, stanza('session_token = "hidden"'), {}, { key: 'session_token', line: 3 }],
  [
    'secret-with-line-end',
    bao25,
    stanza('access_key = "AK"', 'secret_key = "file:///s"'),
    { files: { '/s': 'hidden\n' } },
    { key: 'secret_key', line: 4 },
  ],
  [
    'key-with-line-end',
    bao25,
    stanza('access_key = "file:///s"', 'secret_key = "hidden"'),
    { files: { '/s': 'AK\n' } },
    { key: 'access_key', severity: 'error' },
  ],
  [
    'reference-not-resolved',
    bao25,
    stanza(...pair, 'region = "env://REGION"'),
    {},
    { key: 'region', evidence: { scheme: 'env' } },
  ],
  [
    'reference-not-resolved',
    vault18,
    stanza('access_key = "file:///s"'),
    {},
    { key: 'access_key', evidence: { scheme: 'file' } },
  ],
  ['reference-misspelt', bao25, stanza('access_key = "FILE:///s"'), {}, { key: 'access_key', suggestion: 'file://' }],
  [
    'environment-over-stanza',
    vault18,
    stanza(...sound),
    { environment: { AWS_REGION: 'b-1' } },
    { key: 'region', line: 3, evidence: { name: 'AWS_REGION' } },
  ],
  [
    'environment-names-race',
    vault18,
    stanza(...pair),
    { environment: { AWS_REGION: 'b-1', AWS_DEFAULT_REGION: 'c-1' } },
    { severity: 'error', key: 'region', evidence: { names: 'AWS_REGION AWS_DEFAULT_REGION' } },
  ],
  [
    'environment-name-ignored',
    bao25,
    stanza(...sound),
    { environment: { AWS_ENDPOINT_URL: 'https://x' } },
    { key: 'AWS_ENDPOINT_URL' },
  ],
  [
    'environment-value-fatal',
    bao25,
    stanza(...sound),
    { environment: { AWS_S3_USE_ARN_REGION: 'x' } },
    { severity: 'error', key: 'AWS_S3_USE_ARN_REGION' },
  ],
  [
    'environment-value-fatal',
    baoPlugin,
    stanza(...sound),
    { environment: { AWS_MAX_ATTEMPTS: 'x' } },
    { key: 'AWS_MAX_ATTEMPTS' },
  ],
  [
    'disallow-without-effect',
    vault18,
    stanza(...sound, 'disallow_env_vars = "true"'),
    {},
    { key: 'disallow_env_vars', line: 6 },
  ],
  [
    'role-without-effect',
    baoPlugin,
    stanza(...sound, role),
    {},
    { key: 'role_arn', line: 6, evidence: { outcome: 'static' } },
  ],
  ['role-calls-sts-anyway', bao25, stanza(...sound, role), {}, { severity: 'info', key: 'role_arn' }],
  [
    'role-expires',
    bao25,
    stanza('region = "a-1"', role),
    { world: { imds: { role: 'node' } } },
    { evidence: { minutes: 15 } },
  ],
  [
    'role-from-environment',
    bao25,
    stanza('region = "a-1"'),
    {
      environment: { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/node', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' },
      files: { '/t': 'token' },
    },
    { key: 'AWS_ROLE_ARN', evidence: { role: 'node' } },
  ],
  [
    'role-external-id-emptied',
    baoPlugin,
    stanza('region = "a-1"', role),
    {
      environment: { AWS_PROFILE: 'p' },
      files: {
        '/h/.aws/config':
          '[profile p]\nrole_arn = arn:aws:iam::111122223333:role/p\nsource_profile = q\n[profile q]\naws_access_key_id = AK\naws_secret_access_key = hidden\n',
      },
    },
    { evidence: { role: 'seal' } },
  ],
  [
    'token-file-misspelt',
    bao25,
    stanza(role, 'web_identity_token_file = "file:///t"'),
    {},
    { line: 4, suggestion: '/t' },
  ],
  [
    'credentials-file-not-read',
    baoPlugin,
    stanza(...sound),
    { files: { '/h/.aws/credentials': keysOf('x') } },
    { evidence: { file: '/h/.aws/credentials' } },
  ],
  [
    'config-file-not-read',
    bao25,
    stanza('region = "a-1"'),
    { files: { '/h/.aws/config': keysOf('default') } },
    { evidence: { file: '/h/.aws/config', profile: 'default' } },
  ],
  [
    'default-profile-fatal',
    baoPlugin,
    stanza(...sound),
    { files: { '/h/.aws/credentials': keysOf('default') } },
    { severity: 'error', suggestion: '/h/.aws/credentials' },
  ],
  [
    'default-profile-hides-environment',
    baoPlugin,
    stanza('region = "a-1"'),
    { environment: environmentPair, files: { '/h/.aws/config': '[default]\nregion = b-1\n' } },
    { severity: 'warning' },
  ],
  [
    'default-profile-name-ignored',
    bao25,
    stanza('region = "a-1"'),
    { environment: { AWS_DEFAULT_PROFILE: 'p' } },
    { suggestion: 'AWS_PROFILE', evidence: { profile: 'p' } },
  ],
  [
    'profile-named-twice',
    bao25,
    stanza(...sound, 'shared_creds_profile = "q"'),
    { environment: { AWS_PROFILE: 'p' } },
    { evidence: { used: 'p', unused: 'q' } },
  ],
  [
    'profile-not-found',
    baoPlugin,
    stanza(...sound),
    { environment: { AWS_PROFILE: 'p' } },
    { severity: 'error', evidence: { profile: 'p' } },
  ],
  [
    'profile-stops-second-load',
    vaultNext,
    stanza('region = "a-1"', 'shared_creds_filename = "/c"'),
    { environment: { AWS_PROFILE: 'p' }, files: { '/c': keysOf('p') } },
    { severity: 'error', evidence: { profile: 'p' } },
  ],
  [
    'path-not-expanded',
    bao25,
    stanza(...sound, 'shared_creds_filename = "~/c"'),
    {},
    { key: 'shared_creds_filename', line: 6 },
  ],
  ['region-by-default', bao25, stanza(...pair), {}, { severity: 'warning', evidence: { region: 'us-east-1' } }],
  ['region-from-metadata', bao25, stanza(...pair), { world: { imds: { region: 'a-1' } } }, { severity: 'info' }],
  [
    'region-unknown',
    bao25,
    stanza(...pair, 'region = "Frankfurt"'),
    {},
    { line: 5, evidence: { region: 'Frankfurt' } },
  ],
  [
    'region-not-in-endpoint',
    bao25,
    stanza(...sound, 'endpoint = "https://kms.us-west-2.amazonaws.com"'),
    {},
    { evidence: { region: 'eu-west-1', other: 'us-west-2' } },
  ],
  [
    'region-not-in-key-id',
    bao25,
    stanza(...sound).replace('"k"', '"arn:aws:kms:us-west-2:111122223333:key/k"'),
    {},
    { line: 2, evidence: { region: 'eu-west-1', other: 'us-west-2' } },
  ],
  [
    'endpoint-switched-off',
    vaultNext,
    stanza(...sound, 'endpoint = "https://x.test"'),
    { environment: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } },
    { line: 6 },
  ],
  [
    'endpoint-from-sdk-name',
    baoPlugin,
    stanza(...sound, 'endpoint = "https://x.test"'),
    { environment: { AWS_ENDPOINT_URL_KMS: 'https://y.test' } },
    { evidence: { name: 'AWS_ENDPOINT_URL_KMS' } },
  ],
  [
    'endpoint-malformed',
    baoPlugin,
    stanza(...sound, 'endpoint = "kms.test:8443"'),
    {},
    { severity: 'error', suggestion: 'https://kms.test:8443' },
  ],
  [
    'endpoint-excludes-fips',
    baoPlugin,
    stanza(...sound, 'endpoint = "https://x.test"'),
    { environment: { AWS_USE_FIPS_ENDPOINT: 'true' } },
    { severity: 'error' },
  ],
  [
    'ca-bundle-stops-seal',
    baoPlugin,
    stanza(...sound),
    { environment: { AWS_CA_BUNDLE: '/ca' } },
    { key: 'AWS_CA_BUNDLE', suggestion: 'SSL_CERT_FILE' },
  ],
  [
    'metadata-hop-limit',
    bao25,
    stanza('region = "a-1"'),
    { world: { imds: { role: 'node' } } },
    { evidence: { limit: 2 } },
  ],
  ['metadata-slow', bao25, stanza(...pair), {}, { evidence: { seconds: 23 } }],
  [
    'metadata-switch-ignored',
    bao25,
    stanza(...sound),
    { environment: { AWS_EC2_METADATA_DISABLED: '1' } },
    { suggestion: 'true' },
  ],
  ['plugin-needed', bao27, stanza(...sound), {}, { severity: 'error', line: 1 }],
  ['plugin-advised', bao26, stanza(...sound), {}, { severity: 'info' }],
  [
    'storage-removed',
    bao27,
    `storage "file" {\n  path = "/d"\n}\n${stanza(...sound)}`,
    {},
    { severity: 'error', key: 'storage', line: 1 },
  ],
  [
    'seal-type-overridden',
    bao25,
    stanza(...sound),
    { environment: { VAULT_SEAL_TYPE: 'shamir' } },
    { key: 'VAULT_SEAL_TYPE', evidence: { from: 'awskms', to: 'shamir' } },
  ],
  [
    'seal-type-left-exported',
    bao25,
    stanza(...sound, 'disabled = true'),
    { environment: { VAULT_SEAL_TYPE: 'awskms' } },
    { key: 'VAULT_SEAL_TYPE' },
  ],
  [
    'seal-migration',
    bao25,
    stanza(...sound, 'disabled = true'),
    {},
    { line: 1, evidence: { from: 'awskms', to: 'shamir' } },
  ],
  ['seals-in-parallel', bao25, stanza(...sound).repeat(3), {}, { severity: 'warning', line: 1 }],
]

describe('a trap', () => {
  it.each(met)('is found: %s', (code, engine, config, world, told) => {
    const found = ask(engine, config, world).problems.filter((problem) => problem.code === code)
    expect(found).toContainEqual(expect.objectContaining({ code, ...told }))
  })
})

describe('no trap', () => {
  it.each([vault18, vault21, bao25])('is found in a sound stanza: $product $version', (engine) => {
    expect(ask(engine, stanza(...sound)).problems).toEqual([])
  })

  it('is found in an environment that only fills gaps', () => {
    const environment = { ...environmentPair, AWS_REGION: 'eu-west-1' }
    expect(ask(bao25, stanza(), { environment }).problems).toEqual([])
  })

  it('is told twice of one seal', () => {
    const codes = ask(baoPlugin, stanza(...sound, role, 'kms_keyid = "k"')).problems.map(
      ({ code, key }) => `${code} ${key}`,
    )
    expect(new Set(codes).size).toBe(codes.length)
  })
})
