import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownName } from './shown-names.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const sso = 'aws-reserved/sso.amazonaws.com/eu-west-1/'

describe('what is shown of a variable', () => {
  it.each([
    ['AWS_REGION', 'eu-west-1'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['AWS_ENDPOINT_URL_KMS', 'https://kms.example'],
    ['VAULT_SEAL_TYPE', 'awskms'],
  ])('%s with its value', (name, value) => expect(shownName(name, value)).toMatchObject({ value, looksSecret: false }))

  it.each([
    ['AWS_SECRET_ACCESS_KEY', secret],
    ['AWS_SESSION_TOKEN', 'IQoJb3JpZ2luX2VjEXAMPLE'],
    ['AWS_REGION', secret],
    ['AWS_ACCESS_KEY_ID', secret],
    ['VAULT_TOKEN', 'hvs.x'],
  ])('%s without it where it is a secret', (name, value) => {
    const shown = shownName(name, value)
    expect(shown).toMatchObject({ looksSecret: true })
    expect(JSON.stringify(shown)).not.toContain(value)
  })

  it.each([
    ['AWS_ENDPOINT_URL', 'https://user:pass@kms.example'],
    ['PATH', '/usr/bin'],
    ['SOMETHING', 'else'],
  ])('%s=%s without it where it is not known to be public', (name, value) => {
    expect(JSON.stringify(shownName(name, value))).not.toContain(value)
  })

  it.each([
    ['AWS_REGION', 'us-gov-west-1'],
    ['AWS_PROFILE', 'AWSAdministratorAccess-123456789012'],
    ['AWS_ROLE_ARN', 'arn:aws-us-gov:iam::123456789012:role/team/Unseal'],
    ['AWS_CONFIG_FILE', '/home/vault/.aws/config'],
    ['AWS_CONFIG_FILE', '~/.aws/config'],
    ['AWS_WEB_IDENTITY_TOKEN_FILE', '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'],
    ['AWS_USE_FIPS_ENDPOINT', 'true'],
    ['AWS_MAX_ATTEMPTS', '3'],
    ['AWS_ENDPOINT_URL', 'http://[::1]:4566'],
    ['AWS_ENDPOINT_URL', 'localhost:4566'],
    ['VAULT_AWSKMS_SEAL_KEY_ID', 'alias/unseal'],
    ['VAULT_AWSKMS_SEAL_KEY_ID', 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['BAO_AWSKMS_SEAL_KEY_ID', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['TZ', 'Europe/Berlin'],
    ['LANG', 'de_DE.UTF-8'],
    ['AWS_PROFILE', 'acme/vault-NonProdEUW1_eu-west-1'],
    ['AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/MyVaultUnsealRoleForProduction1'],
    ['AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/aws-service-role/AmazonEC2ContainerServiceForEC2Role'],
    ['AWS_ROLE_ARN', `arn:aws:iam::1:role/${sso}AWSReservedSSO_AdministratorAccess_a1b2c3d4e5f60718`],
    ['AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/VaultStack-VaultUnsealRole-1A2B3C4D5E6F7'],
    ['AWS_CONFIG_FILE', '/home/JohnDoe2/Vault/awsConfigFiles/config'],
    ['AWS_CA_BUNDLE', '/Users/alice/Library/ApplicationSupport/OpenBao2/ca.pem'],
    ['AWS_ENDPOINT_URL_KMS', 'https://vpce-0123456789abcdef0-a1b2c3d4.kms.eu-west-1.vpce.amazonaws.com'],
    ['VAULT_AWSKMS_SEAL_KEY_ID', '1234ABCD-12AB-34CD-56EF-1234567890AB'],
    ['VAULT_AWSKMS_SEAL_KEY_ID', 'alias/Prod/VaultUnsealKey2026'],
  ])('%s=%s with its value, which has the form of its kind', (name, value) => {
    expect(shownName(name, value)).toMatchObject({ value })
  })

  const publicName = fc.constantFrom(
    'AWS_REGION',
    'AWS_PROFILE',
    'AWS_CONFIG_FILE',
    'AWS_ENDPOINT_URL',
    'TZ',
    'AWS_ROLE_ARN',
    'AWS_ROLE_SESSION_NAME',
    'AWSKMS_WRAPPER_KEY_ID',
    'AWS_KMS_ENDPOINT',
    'USER',
    'LANG',
  )
  it('no public name with a value of more than one word or line', () => {
    const start = fc.constantFrom('eu-west-1', '/a', 'https://h', 'x', 'arn:aws:iam::123456789012:role/x')
    fc.assert(
      fc.property(publicName, start, fc.constantFrom(' ', '\n', '\t', '=', ';', '\0', '\u00a0'), (name, value, gap) => {
        expect(shownName(name, `${value}${gap}b`)).not.toHaveProperty('value')
      }),
    )
  })

  it.each([
    secret,
    `/${secret.slice(1)}`,
    `/${secret}`,
    `/opt/vault/${secret}`,
    `-${secret}`,
    `AKIAIOSFODNN7EXAMPLE:${secret}`,
    `prod,${secret}`,
    `prod_${secret}`,
    `AWSAdministratorAccess-${secret}`,
    secret.slice(0, -1),
    secret.slice(0, 30),
    secret.replaceAll('/', '_'),
    'user:hunter2',
    'ftp://kms.example/hunter2',
    'hvs.CAESIJq83vZ1YkQ7wB5xN2oLr0TtUuVvWw',
    'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.x.y',
  ])('no public name with a secret in the wrong place: %s', (value) => {
    fc.assert(
      fc.property(publicName, (name) => {
        expect(shownName(name, value)).not.toHaveProperty('value')
      }),
    )
  })

  it('hardly any public name with a secret that is made at random', () => {
    const random = fc.uint8Array({ minLength: 30, maxLength: 30 })
    const texts = fc.sample(random, 2000).map((bytes) => Buffer.from(bytes).toString('base64'))
    const told = texts.filter((text) => 'value' in shownName('AWS_PROFILE', text))
    expect(told.length).toBeLessThan(20)
  })

  it('masks every value alike, so that its length tells nothing', () => {
    expect(shownName('A', 'x').masked).toBe(shownName('A', secret).masked)
  })
})
