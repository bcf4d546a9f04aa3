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
