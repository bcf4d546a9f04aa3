/** Environment values that stop every load of the second SDK, used or not, in the order in which it looks. */
import type { CredentialEngine } from '../../../../shared/domain/releases.ts'
import { equalFold, parseInt64, trimSpace } from '../go-text.ts'
import { Refusal } from '../refusal.ts'
import type { Environment } from '../surroundings.ts'

interface Check {
  name: string
  /** The engine whose SDK is new enough to look at it; every one without. */
  only?: CredentialEngine
  /** What the SDK says of a value; undefined where it takes it. */
  error(value: string, name: string): string | undefined
}

const isOneOf = (value: string, words: readonly string[]) => words.some((word) => equalFold(value, word))

function invalid(value: string, name: string, need: string): string {
  return `invalid value for environment variable, ${name}=${value}, ${need}`
}

const boolean = (name: string, need = 'need true or false'): Check => ({
  name,
  error: (value) => (isOneOf(value, ['true', 'false']) ? undefined : invalid(value, name, need)),
})

const checksum = (name: string): Check => ({
  name,
  only: 'BH',
  error: (value) =>
    isOneOf(value, ['when_supported', 'when_required'])
      ? undefined
      : invalid(value, name, 'must be when_supported/when_required'),
})

const largestCompression = 10_485_760

const retryModeName = 'AWS_RETRY_MODE'
const maxAttemptsName = 'AWS_MAX_ATTEMPTS'

const checks: readonly Check[] = [
  boolean('AWS_DISABLE_REQUEST_COMPRESSION'),
  { name: 'AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES', error: compressionError },
  { name: 'AWS_ENABLE_ENDPOINT_DISCOVERY', error: discoveryError },
  boolean('AWS_S3_USE_ARN_REGION'),
  {
    name: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    error: (value, name) =>
      isOneOf(trimSpace(value), ['', 'ipv6', 'ipv4'])
        ? undefined
        : invalid(value, name, 'unknown EC2 IMDS endpoint mode, must be either IPv6 or IPv4'),
  },
  boolean('AWS_EC2_METADATA_V1_DISABLED'),
  boolean('AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS'),
  boolean('AWS_USE_DUALSTACK_ENDPOINT', 'need true, false'),
  boolean('AWS_USE_FIPS_ENDPOINT', 'need true, false'),
  {
    name: 'AWS_DEFAULTS_MODE',
    error: (value, name) =>
      isOneOf(value, ['auto', 'cross-region', 'in-region', 'legacy', 'mobile', 'standard'])
        ? undefined
        : `invalid ${name} value: ${value}`,
  },
  { name: maxAttemptsName, error: attemptsError },
  {
    name: retryModeName,
    error: (value, name) =>
      ['standard', 'adaptive'].includes(value) ? undefined : `invalid ${name} value, unknown RetryMode, ${value}`,
  },
  boolean('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'),
  boolean('AWS_S3_DISABLE_EXPRESS_SESSION_AUTH'),
  {
    name: 'AWS_ACCOUNT_ID_ENDPOINT_MODE',
    error: (value, name) =>
      ['preferred', 'required', 'disabled'].includes(value)
        ? undefined
        : invalid(value, name, 'must be preferred/required/disabled'),
  },
  checksum('AWS_REQUEST_CHECKSUM_CALCULATION'),
  checksum('AWS_RESPONSE_CHECKSUM_VALIDATION'),
]

function compressionError(value: string, name: string): string | undefined {
  const size = parseInt64(value)
  if ('error' in size) return `invalid value for env var, ${name}=${value}, need int64`
  if (size.value >= 0 && size.value <= largestCompression) return undefined
  return 'invalid range for env var min request compression size bytes '
}

function discoveryError(value: string, name: string): string | undefined {
  if (isOneOf(value, ['true', 'false', 'auto'])) return undefined
  return `invalid value for environment variable, ${name}=${value}, need true, false or auto`
}

function attemptsError(value: string, name: string): string | undefined {
  const attempts = parseInt64(value)
  return 'error' in attempts ? `invalid value ${name}=${value}, ${attempts.error}` : undefined
}

const checksOf = (engine: CredentialEngine) => checks.filter(({ only = engine }) => only === engine)

export function checkEnvironment(environment: Environment, engine: CredentialEngine): void {
  for (const { name, error } of checksOf(engine)) {
    const value = environment.read(name)
    const printed = value === '' ? undefined : error(value, name)
    if (printed !== undefined) throw new Refusal(printed)
  }
}

/** The names whose value stops a load. */
export function invalidNames(environment: Environment, engine: CredentialEngine): string[] {
  return checksOf(engine).flatMap(({ name, error }) => {
    const value = environment.read(name)
    return value === '' || error(value, name) === undefined ? [] : [name]
  })
}
