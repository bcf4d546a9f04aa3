/**
 * Credentials that the machine around us hands out: environment variables, a container's endpoint, instance metadata.
 * Each link says whether it was there at all; waiting is bounded, because most desktops have neither of the latter two.
 */
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import { type ChainTrace, variableOrigin } from './chain-trace.ts'
import { isLoopback } from './proxy.ts'
import type { AwsCredentials } from './resolution.ts'
import { type Environment, variable } from './world.ts'

const remoteTimeoutMs = 1000
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The pair of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, if both are set. */
export function environmentPair(environment: Environment, trace: ChainTrace): AwsCredentials | undefined {
  const accessKeyId = variable(environment, 'AWS_ACCESS_KEY_ID')
  const secretAccessKey = variable(environment, 'AWS_SECRET_ACCESS_KEY')
  if (!accessKeyId || !secretAccessKey) {
    const [reason, name] = missingOfPair(accessKeyId, secretAccessKey)
    trace.skipped('environment', reason, variableOrigin(name))
    return undefined
  }
  trace.used('environment', 'found', variableOrigin('AWS_ACCESS_KEY_ID'))
  const sessionToken = variable(environment, 'AWS_SESSION_TOKEN')
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
}

/** Whether the environment holds a whole pair, for telling that a profile hides it. */
export function hasEnvironmentPair(environment: Environment): boolean {
  return Boolean(variable(environment, 'AWS_ACCESS_KEY_ID') && variable(environment, 'AWS_SECRET_ACCESS_KEY'))
}

/** What a container's credential endpoint answers; undefined where none is named or it does not serve. */
export async function containerCredentials(
  environment: Environment,
  trace: ChainTrace,
): Promise<AwsCredentials | undefined> {
  const address = containerAddress(environment)
  if (!address) {
    trace.skipped('container', 'not-set')
    return undefined
  }
  const { name, ...options } = address
  try {
    const { fromHttp } = await import('@aws-sdk/credential-providers')
    const identity = await fromHttp({ ...options, timeout: remoteTimeoutMs, maxRetries: 1, logger: silent })()
    trace.used('container', 'found', variableOrigin(name))
    return identity
  } catch (error) {
    const full = options.awsContainerCredentialsFullUri
    const reason = full && !mayHearToken(full) ? 'address-refused' : remoteReason(error)
    trace.failed('container', reason, variableOrigin(name))
    return undefined
  }
}

/** Whether the environment names a container's endpoint at all. */
export function namesContainer(environment: Environment): boolean {
  return containerAddress(environment) !== undefined
}

/** The SDK refuses plain HTTP to hosts that are no container's endpoint: it would hand them the token. This says so. */
function mayHearToken(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && (containerHosts.has(hostname) || isLoopback(address)))
}

const containerHosts = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]'])

/** What instance metadata answers; undefined where it is switched off, absent or has no role. */
export async function instanceCredentials(
  environment: Environment,
  trace: ChainTrace,
): Promise<AwsCredentials | undefined> {
  const disabled = variable(environment, 'AWS_EC2_METADATA_DISABLED')
  if (disabled && disabled.toLowerCase() !== 'false') {
    trace.skipped('instance', 'disabled', variableOrigin('AWS_EC2_METADATA_DISABLED'))
    return undefined
  }
  try {
    const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers')
    const identity = await fromInstanceMetadata({ timeout: remoteTimeoutMs, maxRetries: 0, logger: silent })()
    trace.used('instance', 'found')
    return identity
  } catch (error) {
    trace.skipped('instance', remoteReason(error))
    return undefined
  }
}

function missingOfPair(accessKeyId: string | undefined, secret: string | undefined): [ChainReason, string] {
  if (accessKeyId) return ['half-pair', 'AWS_SECRET_ACCESS_KEY']
  return [secret ? 'half-pair' : 'not-set', 'AWS_ACCESS_KEY_ID']
}

interface ContainerAddress {
  /** The variable that names it. */
  name: string
  awsContainerCredentialsRelativeUri?: string
  awsContainerCredentialsFullUri?: string
  awsContainerAuthorizationToken?: string
  awsContainerAuthorizationTokenFile?: string
}

function containerAddress(environment: Environment): ContainerAddress | undefined {
  const relative = variable(environment, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')
  const full = variable(environment, 'AWS_CONTAINER_CREDENTIALS_FULL_URI')
  const authorization = containerAuthorization(environment)
  if (relative)
    return {
      name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      awsContainerCredentialsRelativeUri: relative,
      ...authorization,
    }
  if (full)
    return { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', awsContainerCredentialsFullUri: full, ...authorization }
  return undefined
}

function containerAuthorization(environment: Environment): Partial<ContainerAddress> {
  const tokenFile = variable(environment, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE')
  if (tokenFile) return { awsContainerAuthorizationTokenFile: tokenFile }
  const token = variable(environment, 'AWS_CONTAINER_AUTHORIZATION_TOKEN')
  return token ? { awsContainerAuthorizationToken: token } : {}
}

function remoteReason(error: unknown): ChainReason {
  if (!(error instanceof Error)) return 'unreachable'
  if (error instanceof SyntaxError) return 'answer-malformed'
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 404) return 'no-role'
  return status === undefined ? 'unreachable' : 'refused'
}
