import { describe, expect, it } from 'vitest'
import { DiagnosedError, type Diagnosis } from '../../shared/diagnosis.ts'
import { caFileOf, endpointOf, placeEndpoint, profileNameOf, regionOf, requireRegion } from './connection-settings.ts'
import { type AwsFiles, mergeAwsFiles } from './shared-files.ts'

const config = `
[default]
region = eu-west-3
[profile a]
region = eu-west-1
endpoint_url = http://profile:1
services = local
ca_bundle = /profile.pem
[profile quiet]
endpoint_url = http://profile:1
ignore_configured_endpoint_urls = true
[services local]
kms =
  endpoint_url = http://services-kms:1
`
const merged = mergeAwsFiles({ path: 'c', exists: true, text: config }, { path: 'k', exists: false, text: undefined })
const files: AwsFiles = { ...merged, paths: { config: 'c', credentials: 'k' }, stamp: '' }

function diagnosisOf(act: () => unknown): Diagnosis {
  try {
    act()
  } catch (error) {
    if (error instanceof DiagnosedError) return error.diagnosis
  }
  throw new Error('there was no diagnosis')
}

describe('the region', () => {
  const environment = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-2' }

  it('of a profile is the connection’s, the profile’s, then the environment’s', () => {
    expect(regionOf({ kind: 'profile', profile: 'a', region: 'x-1' }, environment, files)).toBe('x-1')
    expect(regionOf({ kind: 'profile', profile: 'a' }, environment, files)).toBe('eu-west-1')
    expect(regionOf({ kind: 'profile', profile: 'quiet' }, environment, files)).toBe('us-east-1')
  })

  it('of the environment is the variable’s before the default profile’s', () => {
    expect(regionOf({ kind: 'environment' }, environment, files)).toBe('us-east-1')
    expect(regionOf({ kind: 'environment' }, { AWS_DEFAULT_REGION: 'us-east-2' }, files)).toBe('us-east-2')
    expect(regionOf({ kind: 'environment' }, {}, files)).toBe('eu-west-3')
    expect(regionOf({ kind: 'environment' }, { AWS_PROFILE: 'a' }, files)).toBe('eu-west-1')
  })

  it('may be missing, or be no region at all', () => {
    const missing = diagnosisOf(() => regionOf({ kind: 'profile', profile: 'quiet' }, {}, files))
    expect(missing).toMatchObject({ code: 'region-missing', evidence: { profile: 'quiet' } })
    for (const text of ['eu west', 'a://b', '-x', ''])
      expect(diagnosisOf(() => requireRegion(text))).toMatchObject({
        code: 'region-missing',
        evidence: { region: text },
      })
    expect(requireRegion('us-gov-west-1')).toBe('us-gov-west-1')
  })
})

describe('the endpoint', () => {
  it('is the service’s variable, the general one, the services section, then the profile’s', () => {
    const specific = { AWS_ENDPOINT_URL_KMS: 'http://kms:1', AWS_ENDPOINT_URL: 'http://all:1' }
    expect(endpointOf('kms', specific, files, 'a')).toBe('http://kms:1')
    expect(endpointOf('sts', specific, files, 'a')).toBe('http://all:1')
    expect(endpointOf('kms', {}, files, 'a')).toBe('http://services-kms:1')
    expect(endpointOf('sts', {}, files, 'a')).toBe('http://profile:1')
    expect(endpointOf('kms', {}, files, 'default')).toBeUndefined()
  })

  it('is AWS’s own where configured ones are to be ignored', () => {
    expect(endpointOf('kms', {}, files, 'quiet')).toBeUndefined()
    const environment = { AWS_ENDPOINT_URL: 'http://all:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }
    expect(endpointOf('kms', environment, files, 'a')).toBeUndefined()
  })

  it('must be a web address', () => {
    for (const endpoint of ['kms.local', '127.0.0.1:8200', 'ftp://x', 'http://'])
      expect(diagnosisOf(() => placeEndpoint({ endpoint }))).toMatchObject({
        code: 'endpoint-invalid',
        evidence: { endpoint },
      })
    for (const [endpoint, shown, reason] of [
      ['http://u:canary@127.0.0.1:1', 'http://127.0.0.1:1/', 'endpoint-with-credentials'],
      ['https:canary@host', 'https://host/', 'endpoint-with-credentials'],
      ['ftp://u:canary@h', 'ftp://h', undefined],
      ['u:canary@h:80', 'u:h:80', undefined],
      ['http://u:can?canary@h:x', 'http://h:x', undefined],
      ['http://h/p?token=canary', 'http://h/p', 'endpoint-with-query'],
      ['http://h:x/p?token=canary#canary', 'http://h:x/p', undefined],
    ] as const) {
      const found = diagnosisOf(() => placeEndpoint({ endpoint }))
      expect(found).toEqual({
        code: 'endpoint-invalid',
        retry: 'after-fix',
        evidence: { endpoint: shown, ...(reason && { reason }) },
      })
    }
    const environment = { AWS_ENDPOINT_URL: 'http://u:canary@127.0.0.1:1' }
    expect(JSON.stringify(diagnosisOf(() => endpointOf('kms', environment, files, 'a')))).not.toContain('canary')
    expect(placeEndpoint({ endpoint: 'http://127.0.0.1:4566/path' })).toBe('http://127.0.0.1:4566/path')
    expect(placeEndpoint({ endpoint: '' })).toBeUndefined()
  })
})

describe('profile and authorities', () => {
  it('AWS_PROFILE names the profile of the environment', () => {
    expect(profileNameOf({ kind: 'environment' }, {})).toBe('default')
    expect(profileNameOf({ kind: 'environment' }, { AWS_PROFILE: 'a' })).toBe('a')
    expect(profileNameOf({ kind: 'profile', profile: 'b' }, { AWS_PROFILE: 'a' })).toBe('b')
  })

  it('AWS_CA_BUNDLE goes before ca_bundle', () => {
    expect(caFileOf({ AWS_CA_BUNDLE: '/env.pem' }, files, 'a')).toBe('/env.pem')
    expect(caFileOf({}, files, 'a')).toBe('/profile.pem')
    expect(caFileOf({}, files, 'default')).toBeUndefined()
  })
})
