/** AWS's own endpoints of the services that a seal needs, in the variant that a server's settings choose. */
import { type EndpointVariant, regionalEndpoint, type Sdk } from './partitions.ts'

export interface OwnEndpoints {
  kms: string
  sts: string
}

/** Where the SDK knows no dual-stack address of a region, the other one counts. */
export function ownEndpoints(region: string, { fips, dualStack }: EndpointVariant, sdk: Sdk): OwnEndpoints {
  const isDual = dualStack && regionalEndpoint(region, { fips, dualStack }, sdk) !== undefined
  const address = (isFips: boolean) => regionalEndpoint(region, { fips: isFips, dualStack: isDual }, sdk) ?? ''
  // In GovCloud every endpoint of STS is a FIPS one, and has no name for it.
  const isStsFips = fips && (isDual || !region.startsWith('us-gov-'))
  return { kms: address(fips), sts: address(isStsFips).replace('//kms', '//sts') }
}

/** The variant of an endpoint that is the region's own. */
export function variantOf(endpoint: string): EndpointVariant {
  return {
    fips: endpoint.startsWith('https://kms-fips.'),
    dualStack: endpoint.includes('.api.'),
  }
}
