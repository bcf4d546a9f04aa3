/**
 * The address at which a container's credentials are served. Over plain HTTP only this host and the addresses of ECS and EKS
 * are allowed; a name is taken not to resolve, since nothing here asks for it.
 */
import { goQuoted, parseGoUrl } from './go-text.ts'
import type { Surroundings } from './surroundings.ts'

export const relativeUriName = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'
export const fullUriName = 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
export const tokenFileName = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'

const relativeHost = '169.254.170.2'

/** The host that a path without a slash at its start makes of the usual one, and that nobody is. */
export function misspeltHost({ environment }: Surroundings): string | undefined {
  const path = environment.read(relativeUriName)
  return path === '' || /^[/?#]/.test(path) ? undefined : relativeHost + path
}

/** Why an address of the user is refused; undefined where it is not. */
export function addressRefusal(address: string): string | undefined {
  const url = parseGoUrl(address)
  if (!url) return 'invalid URL, '
  if (url.host === '') return 'unable to parse host from local HTTP cred provider URL'
  if (url.scheme !== 'http' || isAllowed(url.host)) return undefined
  if (!isAddress(url.host)) return `failed to resolve host ${goQuoted(url.host)}, lookup ${url.host}${lookup(url.host)}`
  return `invalid endpoint host, ${goQuoted(url.host)}, only loopback/ecs/eks hosts are allowed`
}

const isAddress = (host: string) => /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(':')

/** A name of digits alone is none, and Go asks nobody for it. */
const lookup = (host: string) => (/[a-z_-]/i.test(host) ? ' on ' : ': no such host')

function isAllowed(host: string): boolean {
  if (/^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(host) || /^localhost\.?$/i.test(host)) return true
  return ['169.254.170.2', '169.254.170.23', '::1', '0:0:0:0:0:0:0:1', 'fd00:ec2::23'].includes(host.toLowerCase())
}

/** The file with the authorization token that is named but cannot be read. */
export function unreadableTokenFile({
  environment,
  disk,
}: Surroundings): { path: string; isDirectory: boolean } | undefined {
  const path = environment.read(tokenFileName)
  if (path === '') return undefined
  const { kind } = disk.find(path)
  return kind === 'file' ? undefined : { path, isDirectory: kind === 'directory' }
}
