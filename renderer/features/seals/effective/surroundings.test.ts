import { describe, expect, it } from 'vitest'
import {
  type ConfigFile,
  emptySurroundings,
  emptyWorld,
  looksSecret,
  nameFault,
  placeSettings,
  questionOf,
} from './surroundings.ts'

const engine = { product: 'openbao', version: '2.6.2' } as const
const loaded = {
  handle: 'h1',
  names: [{ name: 'AWS_ROLE_ARN', masked: 'arn', looksSecret: false }],
  files: [],
  carriesConfig: false,
  problems: [],
}

describe('what is asked about a server', () => {
  it('lays typed names over the loaded ones, and leaves out what is no name yet', () => {
    const typed = [
      { name: 'AWS_REGION', value: 'eu-west-1' },
      { name: 'HOME', value: '/root', isOut: true },
      { name: '', value: 'x' },
      { name: 'A B', value: 'x' },
    ]
    expect(questionOf('', engine, { ...emptySurroundings, loaded, typed }).environment).toEqual({
      handle: 'h1',
      set: { AWS_REGION: 'eu-west-1', HOME: null },
    })
  })

  it('sets the names of a place only where the loaded environment has none', () => {
    const world = { ...emptyWorld, place: 'irsa', roleArn: 'arn:aws:iam::1:role/vault' } as const
    const { environment, files } = questionOf('', engine, { ...emptySurroundings, loaded, world })
    expect(environment).toMatchObject({ set: { AWS_WEB_IDENTITY_TOKEN_FILE: Object.keys(files)[0] } })
    expect(environment).not.toHaveProperty('set.AWS_ROLE_ARN')
    expect(questionOf('', engine, { ...emptySurroundings, world }).environment).toHaveProperty(
      'AWS_ROLE_ARN',
      'arn:aws:iam::1:role/vault',
    )
  })

  it('names the file that a server is started with, or all of a folder', () => {
    const [a, b] = ['a', 'b'].map((name) => ({ path: `/etc/${name}.hcl`, text: name })) as [ConfigFile, ConfigFile]
    expect(questionOf(a, engine, emptySurroundings)).toMatchObject({ config: 'a', configPath: '/etc/a.hcl' })
    expect(questionOf([a, b], engine, emptySurroundings)).toMatchObject({ config: '', configFiles: [a, b] })
  })

  it('tells the metadata of an instance only where the server runs on one', () => {
    const world = { ...emptyWorld, place: 'ec2', role: 'node' } as const
    expect(questionOf('', engine, { ...emptySurroundings, world }).world).toEqual({ imds: { role: 'node' } })
    expect(questionOf('', engine, emptySurroundings).world).toEqual({ imds: 'unreachable' })
  })

  it.each(['elsewhere', 'ec2'] as const)('sets nothing by itself %s', (place) => {
    expect(placeSettings({ ...emptyWorld, place })).toEqual({ names: {}, files: {} })
  })
})

it.each([
  ['AWS_SECRET_ACCESS_KEY', 'x', true],
  ['AWS_SESSION_TOKEN', 'x', true],
  ['AWS_WEB_IDENTITY_TOKEN_FILE', '/run/token', false],
  ['ANY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', true],
  ['', '[default]\naws_secret_access_key = x', true],
  ['/run/secrets/token', 'x', true],
  ['ANY', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', true],
  ['/etc/key.pem', '-----BEGIN RSA PRIVATE KEY-----', true],
  ['/home/vault/.aws/config', '[default]\nregion = x', false],
  ['AWS_REGION', 'eu-west-1', false],
  ['AWS_SECRET_ACCESS_KEY', '', false],
])('takes %s=%s for a secret: %s', (name, value, expected) => expect(looksSecret(name, value)).toBe(expected))

it.each([
  ['', true],
  ['AWS_REGION', true],
  ['A B', false],
  ['A=B', false],
])('takes %j for a name or the beginning of one: %s', (name, expected) =>
  expect(nameFault(name) === undefined).toBe(expected),
)
