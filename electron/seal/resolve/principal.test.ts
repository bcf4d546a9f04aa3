import { describe, expect, it } from 'vitest'
import { resolvePrincipal } from './principal.ts'
import type { ResolveInput } from './resolve.ts'

const onSecond = { product: 'openbao', version: '2.6.2', plugin: '2.5.0' } as const
const onFirst = { product: 'openbao', version: '2.6.2' } as const

function principal(environment: Record<string, string>, rest: Partial<ResolveInput> = {}) {
  const config = 'seal "awskms" {\n  kms_key_id = "alias/k"\n}\n'
  const region = { AWS_REGION: 'eu-west-1' }
  return resolvePrincipal(
    { config, engine: onSecond, environment: { ...region, ...environment }, files: {}, ...rest },
    0,
  )
}

describe('the keys of a principal', () => {
  const pair = { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
  const token = Buffer.from(Array.from({ length: 200 }, (_, at) => at)).toString('base64')

  it('go with a session token that has the form of one only', () => {
    expect(principal({ ...pair, AWS_SESSION_TOKEN: token }).principal).toMatchObject({ outcome: 'environment' })
    expect(principal({ ...pair, AWS_SESSION_TOKEN: 'my database password' }).principal).toBe('not-a-token')
  })

  it('take no other variable for a session token', () => {
    const config =
      'seal "awskms" {\n  kms_key_id = "k"\n  access_key = "ASIAIOSFODNN7EXAMPLE"\n  secret_key = "x"\n' +
      '  session_token = "env://DATABASE_PASSWORD"\n}\n'
    expect(principal({ DATABASE_PASSWORD: 'my database password' }, { config }).principal).toBe('not-a-token')
    expect(principal({ DATABASE_PASSWORD: token }, { config }).principal).toMatchObject({ outcome: 'static' })
  })

  it('assume a role with such a session token only', () => {
    const text = `[profile p]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = s\n[profile s]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\naws_session_token = `
    const named = { HOME: '/h', AWS_PROFILE: 'p' }
    const asked = (session: string) => principal(named, { files: { '/h/.aws/config': text + session } }).principal
    expect(asked('my database password')).toBe('not-a-token')
    expect(asked(token)).toMatchObject({ outcome: 'assumed-role' })
  })
})

describe('the access key id of a principal', () => {
  const config = (id: string) => `seal "awskms" {\n  kms_key_id = "k"\n  access_key = "${id}"\n  secret_key = "x"\n}\n`
  const seed = 'JBSWY3DPEHPK3PXP'
  const card = '4111111111111111'

  it('is nothing that a stanza takes from another name or file, unless AWS made it', () => {
    const files = { '/x': card, '/id': 'AKIAIOSFODNN7EXAMPLE' }
    const asked = (id: string, environment = {}) => principal(environment, { config: config(id), files })
    for (const answer of [asked('file:///x'), asked('env://MFA_SECRET', { MFA_SECRET: seed })]) {
      expect(answer.principal).toBe('not-a-key')
      expect(answer.accessKeyId).toBeUndefined()
    }
    expect(asked('file:///id')).toMatchObject({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', principal: { outcome: 'static' } })
  })

  it('is no reference that the environment puts over the stanza either', () => {
    const merging = { product: 'vault', version: '1.21.4' } as const
    const pair = { AWS_ACCESS_KEY_ID: 'env://MFA_SECRET', AWS_SECRET_ACCESS_KEY: 'x', MFA_SECRET: seed }
    expect(principal(pair, { config: config('y'), engine: merging }).principal).toBe('not-a-key')
  })

  it('is what stands under a name for one, as stand-ins for AWS take it, and no secret key there', () => {
    const pair = (id: string) => ({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: 'x' })
    expect(principal(pair('test'))).toMatchObject({ accessKeyId: 'test', principal: { keys: { accessKeyId: 'test' } } })
    expect(principal(pair('test'), { config: config('env://AWS_ACCESS_KEY_ID') }).accessKeyId).toBe('test')
    expect(principal({}, { config: config('string://test') }).accessKeyId).toBe('test')
    expect(principal(pair('wJalrXUtnFEMIqK7MDENGqbPxRfiCYEXAMPLEKEY1')).principal).toBe('not-a-key')
    expect(principal(pair('hunter2 hunter2')).principal).toBe('not-a-key')
  })
})

describe('where the services of a principal are', () => {
  const sts = { AWS_ENDPOINT_URL_STS: 'https://sts.corp.example' }

  it('STS is moved by its own name only, and by that not on the first SDK', () => {
    expect(principal(sts).stsEndpoint).toBe('https://sts.corp.example')
    expect(principal(sts, { engine: onFirst }).stsEndpoint).toBeUndefined()
    expect(principal({ AWS_ENDPOINT_URL: 'https://aws.corp.example' }).stsEndpoint).toBeUndefined()
    expect(principal({ ...sts, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }).stsEndpoint).toBeUndefined()
  })

  it('AWS’s own are of the variant that the settings choose', () => {
    const fips = principal({ AWS_USE_FIPS_ENDPOINT: 'true' })
    expect(fips.ownEndpoints('us-west-2')).toEqual({
      kms: 'https://kms-fips.us-west-2.amazonaws.com',
      sts: 'https://sts-fips.us-west-2.amazonaws.com',
    })
    expect(principal({}).ownEndpoints('us-west-2').kms).toBe('https://kms.us-west-2.amazonaws.com')
  })
})
