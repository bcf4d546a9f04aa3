import { describe, expect, it } from 'vitest'
import { ownEndpoints, variantOf } from './own-endpoints.ts'

describe('AWS’s own endpoints', () => {
  it.each([
    ['eu-west-1', false, false, 'https://kms.eu-west-1.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com'],
    ['us-east-1', true, false, 'https://kms-fips.us-east-1.amazonaws.com', 'https://sts-fips.us-east-1.amazonaws.com'],
    ['us-west-2', true, true, 'https://kms-fips.us-west-2.api.aws', 'https://sts-fips.us-west-2.api.aws'],
    [
      'us-gov-west-1',
      true,
      false,
      'https://kms-fips.us-gov-west-1.amazonaws.com',
      'https://sts.us-gov-west-1.amazonaws.com',
    ],
    ['cn-north-1', false, false, 'https://kms.cn-north-1.amazonaws.com.cn', 'https://sts.cn-north-1.amazonaws.com.cn'],
    [
      'us-iso-east-1',
      false,
      true,
      'https://kms.us-iso-east-1.api.aws.ic.gov',
      'https://sts.us-iso-east-1.api.aws.ic.gov',
    ],
  ])('of %s with FIPS %s and dual-stack %s', (region, fips, dualStack, kms, sts) => {
    expect(ownEndpoints(region, { fips, dualStack }, 'second')).toEqual({ kms, sts })
  })

  it('are not dual-stack where the SDK knows none', () => {
    const kms = 'https://kms.us-iso-east-1.c2s.ic.gov'
    expect(ownEndpoints('us-iso-east-1', { fips: false, dualStack: true }, 'first')).toMatchObject({ kms })
  })

  it('say by themselves which variant they are', () => {
    for (const fips of [false, true])
      for (const dualStack of [false, true]) {
        const { kms } = ownEndpoints('eu-west-1', { fips, dualStack }, 'second')
        expect(variantOf(kms)).toEqual({ fips, dualStack })
      }
  })
})
