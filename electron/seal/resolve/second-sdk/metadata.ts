/** Where the second SDK asks the metadata service, and what it prints when there is no answer for it. */
import { goQuoted, parseGoUrl } from '../go-text.ts'
import { isMetadataDisabled, metadataEndpointName, usualEndpoint } from '../metadata.ts'
import type { Environment, Surroundings } from '../surroundings.ts'
import { entryText, type SharedProfile } from './shared-profile.ts'

export interface MetadataFailure {
  text: string
  /** The failure is one that a caller repeats. */
  isRepeated: boolean
}

/** The client of the service keeps to its own number, whatever the environment or a profile says of attempts. */
const attempts = 3
const sixEndpoint = 'http://[fd00:ec2::254]'

/** Why nothing comes back from a path; undefined where the service can be asked. */
export function metadataFailure(
  surroundings: Surroundings,
  profile: SharedProfile | undefined,
  path: string,
): MetadataFailure | undefined {
  if (isMetadataDisabled(surroundings)) {
    const text = 'access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable'
    return { text, isRepeated: false }
  }
  const address = metadataAddress(surroundings.environment, profile)
  const url = parseGoUrl(address)
  if (!url) return { text: `failed to parse endpoint URL: parse ${goQuoted(address)}: `, isRepeated: false }
  const { scheme, hostAndPort } = url
  const start = scheme === '' ? '' : `${scheme}://`
  const why = sendFailure(url) ?? (surroundings.metadata === 'unreachable' ? refused(scheme, hostAndPort) : undefined)
  if (why === undefined) return undefined
  return {
    text: `exceeded maximum number of attempts, ${attempts}, request send failed, Get "${start}${hostAndPort}${path}": ${why}`,
    isRepeated: true,
  }
}

/** An address of its own outdoes the choice between the two usual ones. Only its scheme and host count. */
function metadataAddress(environment: Environment, profile: SharedProfile | undefined): string {
  const given = (name: string, key: string) => environment.read(name) || (profile ? entryText(profile, key) : '')
  const address = given(metadataEndpointName, 'ec2_metadata_service_endpoint')
  if (address !== '') return address
  const mode = given('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'ec2_metadata_service_endpoint_mode')
  return mode.trim().toLowerCase() === 'ipv6' ? sixEndpoint : usualEndpoint
}

function sendFailure({ scheme, hostAndPort }: { scheme: string; hostAndPort: string }): string | undefined {
  if (scheme !== 'http' && scheme !== 'https') return `unsupported protocol scheme "${scheme}"`
  return hostAndPort === '' ? 'http: no Host in request URL' : undefined
}

function refused(scheme: string, hostAndPort: string): string {
  const port = scheme === 'https' ? 443 : 80
  return `dial tcp ${/:\d+$/.test(hostAndPort) && !hostAndPort.endsWith(']') ? hostAndPort : `${hostAndPort}:${port}`}: connect: connection refused`
}

export const notFound = 'http response error StatusCode: 404, request to EC2 IMDS failed'
