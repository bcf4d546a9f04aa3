/**
 * How Vault from 1.19 on rewrites an endpoint that names an IP address: in its shortest form, with brackets where they belong. A
 * URL with four numbers and no port passes for a host and a port that are no address. Any other text stays as it is.
 */
import { parseGoUrl } from './go-text.ts'

export function normalAddress(text: string): string {
  const bare = shortest(text) ?? shortest(/^\[(.*)\]$/s.exec(text)?.[1] ?? '')
  if (bare !== undefined) return bare
  const pair = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/s.exec(text)
  if (pair) {
    const address = shortest(pair[1] ?? pair[2] ?? '')
    return address === undefined ? text : joined(address, pair[3] ?? '')
  }
  if (parseGoUrl(text)) return withNormalHost(text)
  const at = text.lastIndexOf('@')
  return at > 0 ? text.slice(0, at + 1) + normalAddress(text.slice(at + 1)) : text
}

function withNormalHost(url: string): string {
  const [, scheme = '', start = '', bracketed, plain = '', port = '', rest = ''] =
    /^([^/:]*)(:?\/\/(?:[^/?#@]*@)?)(?:\[([^\]]*)\]|([^/?#[\]]*?))(?::([0-9]*))?((?:[/?#].*)?)$/s.exec(url) ?? []
  const address = bracketed !== undefined && four.test(bracketed) ? undefined : shortest(bracketed ?? plain)
  if (address === undefined) return url
  return scheme.toLowerCase() + start + (port === '' ? `[${address}]` : joined(address, port)) + rest
}

function joined(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

const four = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/

/** An IP address as Go writes it: one of four numbers in six's clothes as the four; undefined for what is none. */
function shortest(text: string): string | undefined {
  if (four.test(text)) return text
  if (!/^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text) || !URL.canParse(`http://[${text}]`)) return undefined
  const short = new URL(`http://[${text}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short) ?? []
  if (high === undefined || low === undefined) return short
  const number = Number.parseInt(high, 16) * 0x10000 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.')
}
