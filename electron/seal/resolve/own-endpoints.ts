/** AWS's own endpoints of the services that a seal needs, in the variant that a server's settings choose. */
import { type EndpointVariant, hasDualStack, regionalEndpoint, type Sdk } from './partitions.ts'

export interface OwnEndpoints {
  kms: string
  sts: string
}

export function ownEndpoints(region: string, { fips, dualStack }: EndpointVariant, sdk: Sdk): OwnEndpoints {
  const variant = { fips, dualStack: dualStack && hasDualStack(region, sdk) }
  // In GovCloud every endpoint of STS is a FIPS one, and has no name for it.
  const ofSts = { ...variant, fips: fips && (variant.dualStack || !region.startsWith('us-gov-')) }
  return {
    kms: regionalEndpoint(region, variant, sdk),
    sts: regionalEndpoint(region, ofSts, sdk).replace('//kms', '//sts'),
  }
}

/** The variant of an endpoint that is the region's own. */
export function variantOf(endpoint: string): EndpointVariant {
  return {
    fips: endpoint.startsWith('https://kms-fips.'),
    dualStack: /\.api\.(?:aws|amazonwebservices\.)/.test(endpoint),
  }
}
