/** The address of KMS for wrappers on the first SDK: one environment name, the stanza, or the region's own. */
import { fromEnvironment, type Source } from '../candidate.ts'
import { equalFold, parseGoUrl } from '../go-text.ts'
import { type EndpointVariant, regionalEndpoint } from '../partitions.ts'
import { Refusal } from '../refusal.ts'
import { type Server, stanzaSource } from '../server.ts'
import type { Surroundings } from '../surroundings.ts'
import { entryText } from './profile.ts'
import { newSession } from './session.ts'

export const kmsEndpointName: Source<Server> = {
  rule: 'kms-endpoint-name',
  read: ({ readsOwnNames, surroundings }) =>
    readsOwnNames ? fromEnvironment(surroundings.environment, 'AWS_KMS_ENDPOINT', 'kms-endpoint-name') : undefined,
}

export const stanzaEndpoint = stanzaSource('endpoint')

export function endpointVariant(surroundings: Surroundings): EndpointVariant {
  const { profile, isShared } = newSession(surroundings, { hasCredentials: true })
  const isOn = (name: string, key: string) => {
    const given = surroundings.environment.read(name) || (isShared && profile ? entryText(profile, key) : '')
    return equalFold(given, 'true')
  }
  return {
    fips: isOn('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    dualStack: isOn('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
  }
}

/** '' where the SDK knows no address. */
export function regional(region: string, variant: EndpointVariant): string {
  return regionalEndpoint(region, variant, 'first') ?? ''
}

/** A host alone is taken to be reached over TLS. */
export function completed(endpoint: string): string {
  return /^[^:]+:\/\//.test(endpoint) ? endpoint : `https://${endpoint}`
}

/** Throws what the first call to KMS fails with before it leaves. */
export function checkEndpoint(endpoint: string, isCustom: boolean, region: string): void {
  if (endpoint === '' || (!isCustom && !/^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(region))) {
    throw new Refusal("MissingEndpoint: 'Endpoint' configuration is required for this service")
  }
  if (!parseGoUrl(endpoint)) throw new Refusal('InvalidEndpointURL: invalid endpoint uri')
}
