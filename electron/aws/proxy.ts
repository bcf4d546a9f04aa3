/**
 * Which proxy a URL goes through when the environment decides. The names and rules are the ones that command line tools
 * share: the lower-case name wins, `NO_PROXY` lists hosts, `.suffix` and `*`, each with an optional port.
 */
import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
import { type Environment, variable } from './world.ts'

/** The proxy for a URL by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; undefined for a direct connection. */
export function proxyFromEnvironment(environment: Environment, url: string): string | undefined {
  const { protocol, hostname, port } = new URL(url)
  if (isExempt(either(environment, 'no_proxy') ?? '', hostname, port || defaultPort(protocol))) return undefined
  const proxy = either(environment, `${protocol.slice(0, -1)}_proxy`) ?? either(environment, 'all_proxy')
  if (proxy === undefined) return undefined
  return proxy.includes('://') ? proxy : `http://${proxy}`
}

/** Where a proxy is, without what its URL says of a user: `host:port`. Undefined for a text that is no URL with a host. */
export function proxyPlace(proxy: string): string | undefined {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined
  if (!url?.hostname) return undefined
  return `${url.hostname}:${url.port || usualPorts[url.protocol] || '80'}`
}

/** A proxy that requests can go through, as it was given. Throws `endpoint-unreachable` with `proxy-invalid`. */
export function requireProxy(proxy: string): string {
  const place = proxyPlace(proxy)
  if (place !== undefined && Object.hasOwn(usualPorts, new URL(proxy).protocol)) return proxy
  throw proxyFault('proxy-invalid', place)
}

export type ProxyReason = 'proxy-unreachable' | 'proxy-refused' | 'proxy-invalid' | 'proxy-authentication'

/** A request that did not get past the proxy. Only one that is not there may come back by itself. */
export function proxyFault(reason: ProxyReason, place: string | undefined, evidence: Evidence = {}): DiagnosedError {
  const retry = reason === 'proxy-unreachable' ? 'now' : 'after-fix'
  return new DiagnosedError('endpoint-unreachable', { ...(place && { proxy: place }), reason, ...evidence }, { retry })
}

/** The schemes of proxies that are spoken here, with the port that each stands for. */
const usualPorts: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'socks:': '1080',
  'socks4:': '1080',
  'socks4a:': '1080',
  'socks5:': '1080',
  'socks5h:': '1080',
}

/** Whether a URL's host is this very machine, which no proxy could reach for us. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname)
}

function either(environment: Environment, lowerName: string): string | undefined {
  return variable(environment, lowerName) ?? variable(environment, lowerName.toUpperCase())
}

function defaultPort(protocol: string): string {
  return protocol === 'http:' ? '80' : '443'
}

function isExempt(noProxy: string, hostname: string, port: string): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((rule) => matches(rule, hostname.toLowerCase(), port))
}

function matches(rule: string, hostname: string, port: string): boolean {
  const [, host = rule, rulePort] = /^(.+):(\d+)$/.exec(rule) ?? []
  if (rulePort !== undefined && rulePort !== port) return false
  if (host === '*') return true
  const suffix = host.replace(/^\*?\.?/, '')
  return hostname === suffix || hostname.endsWith(`.${suffix}`)
}
