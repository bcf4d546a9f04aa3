/** Environment values that stop a session of the first SDK, used or not, in the order in which it looks. */
import { equalFold, trimSpace } from '../go-text.ts'
import { Refusal } from '../refusal.ts'
import type { Environment } from '../surroundings.ts'

interface Check {
  name: string
  accepts(value: string): boolean
  error(name: string, value: string): string
}

const isOneOf =
  (...words: string[]) =>
  (value: string) =>
    words.some((word) => equalFold(value, word))

const legacyOrRegional = isOneOf('legacy', 'regional')
const trueOrFalse = isOneOf('true', 'false')
const isEndpointMode = (value: string) => isOneOf('', 'IPv6', 'IPv4')(trimSpace(value))
const invalid = (need: string) => (name: string, value: string) =>
  `invalid value for environment variable, ${name}=${value}, ${need}`
const unresolved = (type: string) => (name: string, value: string) =>
  `failed to load, ${name} from env config, unable to resolve the value of ${type} for ${value}`

const checks: readonly Check[] = [
  { name: 'AWS_STS_REGIONAL_ENDPOINTS', accepts: legacyOrRegional, error: unresolved('STSRegionalEndpoint') },
  {
    name: 'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT',
    accepts: legacyOrRegional,
    error: unresolved('S3UsEast1RegionalEndpoint'),
  },
  { name: 'AWS_S3_USE_ARN_REGION', accepts: trueOrFalse, error: invalid('need true or false') },
  {
    name: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    accepts: isEndpointMode,
    error: invalid('unknown EC2 IMDS endpoint mode, must be either IPv6 or IPv4'),
  },
  { name: 'AWS_USE_DUALSTACK_ENDPOINT', accepts: trueOrFalse, error: invalid('need true, false') },
  { name: 'AWS_USE_FIPS_ENDPOINT', accepts: trueOrFalse, error: invalid('need true, false') },
]

export function checkEnvironment(environment: Environment): void {
  for (const { name, accepts, error } of checks) {
    const value = environment.read(name)
    if (value !== '' && !accepts(value)) throw new Refusal(error(name, value))
  }
}

/** The names whose value stops a session. */
export function invalidNames(environment: Environment): string[] {
  return checks.flatMap(({ name, accepts }) => {
    const value = environment.read(name)
    return value === '' || accepts(value) ? [] : [name]
  })
}
