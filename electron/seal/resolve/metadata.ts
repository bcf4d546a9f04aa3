/** The instance metadata service: whether it is switched off, where it is found, and what it says. */
import { equalFold } from './go-text.ts'
import type { Metadata, Surroundings } from './surroundings.ts'

export const metadataDisabledName = 'AWS_EC2_METADATA_DISABLED'
export const metadataEndpointName = 'AWS_EC2_METADATA_SERVICE_ENDPOINT'
export const usualEndpoint = 'http://169.254.169.254'

/** Only the word true counts, in any case. */
export function isMetadataDisabled({ environment }: Surroundings): boolean {
  return equalFold(environment.read(metadataDisabledName), 'true')
}

/** What a client hears at the usual address: nothing when the service is said to be elsewhere. */
export function metadataAtUsualAddress(surroundings: Surroundings): Metadata {
  const address = surroundings.environment.read(metadataEndpointName).replace(/\/+$/, '')
  return address === '' || address === usualEndpoint ? surroundings.metadata : 'unreachable'
}
