/** The instance metadata service: whether it is switched off, where it is asked, and what it says. */
import { equalFold } from './go-text.ts'
import type { Metadata, Surroundings } from './surroundings.ts'

export const metadataDisabledName = 'AWS_EC2_METADATA_DISABLED'
const metadataEndpointName = 'AWS_EC2_METADATA_SERVICE_ENDPOINT'
const usualEndpoint = 'http://169.254.169.254'

/** Only the word true counts, in any case. */
export function isMetadataDisabled({ environment }: Surroundings): boolean {
  return equalFold(environment.read(metadataDisabledName), 'true')
}

/** Where it is asked, without the slash at the end. */
export function metadataAddress({ environment }: Surroundings): string {
  return (environment.read(metadataEndpointName) || usualEndpoint).replace(/\/+$/, '')
}

/** What a client hears at the usual address: nothing when the service is said to be elsewhere. */
export function metadataAtUsualAddress(surroundings: Surroundings): Metadata {
  return metadataAddress(surroundings) === usualEndpoint ? surroundings.metadata : 'unreachable'
}
