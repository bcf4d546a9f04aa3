import { describe, expect, it } from 'vitest'
import { differingSettings } from '../../../shared/domain/effective-configuration.ts'
import { resolveConfiguration } from './resolve.ts'
import {
  activeSeal,
  ask,
  bao25,
  bao26,
  bao27,
  baoPlugin,
  now,
  setting,
  stanza,
  vault14,
  vault18,
  vault21,
  vaultNext,
} from './testing/asked.ts'

const pair = ['access_key = "AKSTANZA"', 'secret_key = "hidden"'] as const
const inEurope = 'region = "eu-west-1"'
const environmentPair = { AWS_ACCESS_KEY_ID: 'AKENV', AWS_SECRET_ACCESS_KEY: 'hidden' }
const withKeys = (id: string) => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = hidden\n`

describe('the stanza', () => {
  it('names the line of each value', () => {
    const seal = activeSeal(bao25, stanza(inEurope, ...pair))
    expect(setting(seal, 'region')).toEqual({
      name: 'region',
      value: 'eu-west-1',
      origin: { kind: 'stanza', key: 'region', line: 3 },
      overridden: [],
      rule: 'stanza',
    })
  })

  it('counts with its last value where a key is given twice, and Vault 1.21 refuses it', () => {
    const twice = stanza(inEurope, 'region = "us-west-2"', ...pair)
    expect(setting(activeSeal(vault18, twice), 'region').value).toBe('us-west-2')
    expect(ask(vault21, twice).error).toMatch(
      /^error loading configuration from config.hcl: The argument "region" at 4:3/,
    )
  })

  it('never gives out a secret, and says where it comes from', () => {
    const { overridden, ...secret } = setting(
      activeSeal(vault21, stanza(inEurope, ...pair), { environment: environmentPair }),
      'secret_key',
    )
    expect(secret).toEqual({
      name: 'secret_key',
      origin: { kind: 'environment', name: 'AWS_SECRET_ACCESS_KEY' },
      rule: 'merge',
    })
    expect(overridden).toEqual([{ origin: { kind: 'stanza', key: 'secret_key', line: 5 } }])
  })

  it('turns its numbers and booleans into text, and refuses lists without printing them', () => {
    const seal = activeSeal(bao25, stanza('region = true', ...pair))
    expect(setting(seal, 'region').value).toBe('1')
    const refused = ask(bao25, stanza(inEurope, 'secret_key = ["hidden"]')).error
    expect(refused).toMatch(
      /seal.awskms: '' expected type 'string', got unconvertible type '\[\]interface {}', value: '\[redacted\]'$/,
    )
  })
})

describe('references', () => {
  const files = { '/h/secret': 'from a file\n', '/h/key': 'AKFILE' }
  const config = stanza(inEurope, 'access_key = "file:///h/key"', 'secret_key = "file:///h/secret"')

  it('are resolved where the release does, and are the key itself where it does not', () => {
    expect(activeSeal(vault21, config, { files }).credential.accessKeyId).toBe('AKFILE')
    expect(activeSeal(vault18, config, { files }).credential.accessKeyId).toBe('file:///h/key')
  })

  it('start in the working directory when relative', () => {
    const relative = stanza(inEurope, 'access_key = "file://key"', 'secret_key = "x"')
    expect(activeSeal(bao25, relative, { files, workingDirectory: '/h' }).credential.accessKeyId).toBe('AKFILE')
  })

  it('fail with the whole text when the scheme is not spelled out', () => {
    const misspelt = stanza(inEurope, 'access_key = "env:NAME"', 'secret_key = "x"')
    expect(activeSeal(bao25, misspelt, { environment: { NAME: 'AK' } }).error).toBe(
      'Error parsing Seal configuration: environment variable env:NAME unset',
    )
  })
})

describe("Vault's merge", () => {
  it('replaces the stanza key by key, so that pairs get mixed', () => {
    const seal = activeSeal(vault18, stanza(inEurope, ...pair), { environment: { AWS_ACCESS_KEY_ID: 'AKENV' } })
    expect(setting(seal, 'access_key').origin).toEqual({ kind: 'environment', name: 'AWS_ACCESS_KEY_ID' })
    expect(setting(seal, 'secret_key').origin).toMatchObject({ kind: 'stanza' })
  })

  it('does not happen before 1.15 and in OpenBao', () => {
    for (const engine of [vault14, bao25]) {
      const seal = activeSeal(engine, stanza(inEurope, ...pair), { environment: { AWS_REGION: 'us-west-2' } })
      expect(setting(seal, 'region')).toMatchObject({
        value: 'eu-west-1',
        overridden: [{ value: 'us-west-2', origin: { kind: 'environment', name: 'AWS_REGION' } }],
      })
    }
  })

  it('is random where two names disagree, and not where they agree', () => {
    const names = (other: string) => ({ environment: { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: other } })
    const random = activeSeal(vault21, stanza(...pair), names('us-west-2'))
    expect(setting(random, 'region').origin).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ value: 'eu-west-1' }, { value: 'us-west-2' }],
    })
    expect(setting(random, 'endpoint').origin).toMatchObject({ kind: 'ambiguous' })
    expect(setting(activeSeal(vault21, stanza(...pair), names('eu-west-1')), 'region').origin.kind).toBe('environment')
  })
})

describe('a region', () => {
  const nowhere = stanza(...pair)

  it('falls to us-east-1 on the first SDK and stops the start on the second', () => {
    expect(setting(activeSeal(bao25, nowhere), 'region')).toMatchObject({ value: 'us-east-1', rule: 'first-region' })
    expect(activeSeal(baoPlugin, nowhere).error).toMatch(/unable to retrieve region from instance metadata/)
  })

  it('comes from the credentials file before the config file', () => {
    const files = { '/h/.aws/config': '[default]\nregion = a-1\n', '/h/.aws/credentials': '[default]\nregion = b-1\n' }
    expect(setting(activeSeal(bao25, nowhere, { files }), 'region')).toMatchObject({
      value: 'b-1',
      origin: { kind: 'profile', profile: 'default', file: '/h/.aws/credentials', line: 2 },
      overridden: [{ value: 'a-1' }],
    })
  })

  it('is asked of the metadata service last', () => {
    const world = { imds: { region: 'ca-central-1' } }
    for (const engine of [bao25, baoPlugin]) {
      expect(setting(activeSeal(engine, nowhere, { world }), 'region')).toMatchObject({
        value: 'ca-central-1',
        origin: { kind: 'instance-metadata' },
      })
    }
  })
})

describe('a credential', () => {
  const bare = stanza(inEurope)

  it('is traced link by link', () => {
    const files = { '/h/.aws/credentials': withKeys('AKFILE') }
    const { credential } = activeSeal(bao25, bare, { files, environment: { AWS_ACCESS_KEY_ID: 'half' } })
    expect(credential).toMatchObject({ outcome: 'shared-credentials-file', accessKeyId: 'AKFILE', sessionToken: false })
    expect(credential.trace.slice(0, 3)).toEqual([
      { link: 'static', outcome: 'skipped', reason: 'not-set' },
      { link: 'environment', outcome: 'skipped', reason: 'half-pair' },
      {
        link: 'shared-credentials-file',
        outcome: 'used',
        reason: 'found',
        origin: { kind: 'profile', profile: 'default', file: '/h/.aws/credentials', line: 2 },
      },
    ])
  })

  it('of the environment loses to a wanted profile on the second SDK, unless the merge made it static', () => {
    const world = {
      environment: { ...environmentPair, AWS_PROFILE: 'dev' },
      files: {
        '/h/.aws/config':
          '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/r\ncredential_source = Environment\n',
      },
    }
    expect(activeSeal(baoPlugin, bare, world).credential).toMatchObject({ outcome: 'assumed-role', role: 'r' })
    expect(activeSeal(vaultNext, bare, world).credential).toMatchObject({ outcome: 'static', accessKeyId: 'AKENV' })
  })

  it('of a role without a token file is tried on the first SDK only, with keys that are lying about', () => {
    const config = stanza(inEurope, 'role_arn = "arn:aws:iam::111122223333:role/seal"')
    const world = { imds: { role: 'node' } }
    expect(activeSeal(bao26, config, { world }).credential).toMatchObject({ outcome: 'assumed-role', role: 'seal' })
    expect(activeSeal(baoPlugin, config, { world }).credential).toMatchObject({ outcome: 'instance' })
  })

  it('of a token file outranks the environment in the oldest wrapper only', () => {
    const world = {
      environment: {
        ...environmentPair,
        AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/pod',
        AWS_WEB_IDENTITY_TOKEN_FILE: '/t',
      },
      files: { '/t': 'token' },
    }
    expect(activeSeal({ product: 'vault', version: '1.13.0' }, bare, world).credential.outcome).toBe('web-identity')
    expect(activeSeal(vault14, bare, world).credential.outcome).toBe('environment')
  })

  it('of a sign-in that has run out says so in the words of the SDK', () => {
    const files = {
      '/h/.aws/config':
        '[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = R\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://s.test\n',
      '/h/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json':
        '{"accessToken":"hidden","expiresAt":"2026-11-24T00:00:00Z"}',
    }
    const seal = activeSeal(baoPlugin, bare, { files, environment: { AWS_PROFILE: 'p' } })
    expect(seal.error).toMatch(/cached SSO token is expired, or not present, and cannot be refreshed$/)
    expect(seal.credential.trace.at(-1)).toMatchObject({ link: 'sso', outcome: 'failed', reason: 'token-expired' })
  })
})

describe('an endpoint', () => {
  const own = stanza(inEurope, ...pair, 'endpoint = "https://own.test"')
  const ofSdk = { environment: { AWS_ENDPOINT_URL_KMS: 'https://sdk.test' } }

  it("of the SDK's name wins over the stanza in OpenBao's newer wrapper only", () => {
    const [first, hashicorp, bao] = [bao25, vaultNext, baoPlugin].map(
      (engine) => setting(activeSeal(engine, own, ofSdk), 'endpoint').value,
    )
    expect([first, hashicorp, bao]).toEqual(['https://own.test', 'https://own.test', 'https://sdk.test'])
  })

  it('is forgotten altogether in HashiCorp’s newer wrapper when the switch is on', () => {
    const seal = activeSeal(vaultNext, own, { environment: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } })
    expect(setting(seal, 'endpoint')).toMatchObject({
      value: 'https://kms.eu-west-1.amazonaws.com',
      rule: 'endpoint-switched-off',
      overridden: [{ value: 'https://own.test' }],
    })
  })

  it('shows no password', () => {
    const seal = activeSeal(bao25, stanza(inEurope, ...pair, 'endpoint = "https://me:hidden@own.test/"'))
    expect(setting(seal, 'endpoint').value).toBe('https://me:[redacted]@own.test/')
  })
})

describe('what the parser takes out of a stanza', () => {
  it.each([
    ['disabled = "yes"', `: cannot parse '' as bool: strconv.ParseBool: parsing "yes": invalid syntax`],
    [
      'disabled = {}',
      ": '' expected type 'bool', got unconvertible type '[]map[string]interface {}', value: '[redacted]'",
    ],
    ['priority = ""', ' invalid priority in kms type "awskms": 0'],
    ['priority = 1.5', ` unable to parse 'priority' in kms type "awskms": could not parse value from input`],
    [
      'priority = "0x1"',
      ` unable to parse 'priority' in kms type "awskms": strconv.ParseInt: parsing "0x1": invalid syntax`,
    ],
    ['name = true', ` unable to parse 'name' in kms type "awskms": unexpected type bool`],
    ['name = "a b"', " 'name' field can only include alphanumeric characters, hyphens, and underscores"],
  ])('is refused by Vault 1.21 in its words: %s', (line, words) => {
    expect(ask(vault21, stanza(inEurope, ...pair, line)).error).toBe(
      `error loading configuration from config.hcl: error parsing 'seal': seal.awskms${words}`,
    )
  })

  it('names a seal, in HCL and JSON alike', () => {
    const json = '{"seal":{"awskms":{"kms_key_id":"k","name":"one","region":"eu-west-1"}}}'
    for (const config of [json, stanza(inEurope, 'name = "one"')]) {
      expect(setting(activeSeal(vault21, config), 'name').value).toBe('one')
    }
  })

  it('has an interval above zero where there is a health check', () => {
    const config = stanza(inEurope, ...pair, 'health_check_interval = 0')
    expect(ask(baoPlugin, config).error).toMatch(/seal.awskms health_check_interval cannot be less or equal to zero$/)
    expect(ask(bao25, config).error).toBeUndefined()
    expect(setting(activeSeal(baoPlugin, stanza(inEurope, ...pair)), 'health_check_interval').value).toBe('10m')
  })
})

describe('activation', () => {
  it('appends a Shamir seal to disabled ones, and lets the environment retype it', () => {
    const disabled = stanza(inEurope, ...pair, 'disabled = "true"')
    expect(ask(bao25, disabled).seals.map(({ type, activation }) => [type, activation])).toEqual([
      ['awskms', 'disabled'],
      ['shamir', 'appended'],
    ])
    expect(activeSeal(bao25, disabled, { environment: { VAULT_SEAL_TYPE: 'awskms' } }).type).toBe('awskms')
  })

  it('counts OpenBao’s own name as soon as it is there', () => {
    const environment = { BAO_SEAL_TYPE: '', VAULT_SEAL_TYPE: 'awskms' }
    expect(activeSeal(bao25, '', { environment }).type).toBe('shamir')
    expect(activeSeal(vault18, '', { environment }).type).toBe('awskms')
  })

  it('makes the last of three enabled seals the server’s own where names are unknown', () => {
    const three = ['1', '2', '3'].map((id) => stanza(inEurope, ...pair).replace('"k"', `"${id}"`)).join('')
    expect(setting(activeSeal(bao25, three), 'kms_key_id').value).toBe('3')
    expect(ask(vault18, three).error).toBe(
      'error loading configuration from config.hcl: seals: at most 2 seals can be provided: received 3',
    )
    const configPath = '/etc/vault.d/three.hcl'
    expect(
      resolveConfiguration({ config: three, configPath, engine: vault18, environment: {}, files: {} }, now).error,
    ).toMatch(/^error loading configuration from \/etc\/vault.d\/three.hcl: seals/)
  })

  it('is refused by a disabled seal that cannot be configured', () => {
    const config = stanza(inEurope, 'access_key = "half"', 'disabled = true')
    expect(ask(bao25, config).error).toMatch(/static AWS client credentials haven't been properly configured/)
  })
})

describe('plugins', () => {
  const sha256 = 'd7439a3e59db6f7ab0ea04ac9c4e36d8a2e5ab1d3bb4c1e3a7d7ba1ad6b2a8f5'
  const block = `plugin "kms" "awskms" {\n  command = "bao-awskms"\n  sha256sum = "${sha256}"\n  env = ["AWS_REGION=eu-west-1"]\n}\n`

  it('are needed from OpenBao 2.7 on', () => {
    expect(activeSeal(bao27, stanza(inEurope, ...pair)).error).toBe(
      'Error configuring seal "awskms": unknown wrapper: awskms',
    )
  })

  it('need a directory, their file and its hash', () => {
    const config = `${block}${stanza(...pair)}`
    const inDirectory = `plugin_directory = "/p"\n${config}`
    const error = (text: string, files = {}) => activeSeal(bao27, text, { files }).error
    expect(error(config)).toMatch(/plugin directory not configured$/)
    expect(error(inDirectory)).toMatch(/lstat \/p\/bao-awskms: no such file or directory$/)
    expect(error(inDirectory, { '/p/bao-awskms': 'other' })).toMatch(/checksums did not match$/)
  })

  it('see their own environment only where the server has none of a name', () => {
    const region = (environment: Record<string, string>) =>
      setting(activeSeal(baoPlugin, `${block}${stanza(...pair)}`, { environment }), 'region').value
    expect(region({})).toBe('eu-west-1')
    expect(region({ AWS_REGION: 'us-west-2' })).toBe('us-west-2')
  })
})

it('tells how two servers differ', () => {
  const world = { environment: { AWS_REGION: 'us-west-2' } }
  const [vault, bao] = [vault21, bao25].map((engine) => activeSeal(engine, stanza(inEurope, ...pair), world))
  expect(vault && bao && differingSettings(vault, bao)).toEqual(['region', 'endpoint', 'name'])
})
