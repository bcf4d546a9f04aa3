/** Go's readings of text that decide whether a server starts, with the errors that it prints where they fail. */
import { goQuoted } from '../../hcl/go-quote.ts'
import { goBoolean } from '../../hcl/stanzas.ts'

export { goBoolean, goQuoted }

export function parseBoolError(text: string): string {
  return `strconv.ParseBool: parsing ${goQuoted(text)}: invalid syntax`
}

/** A decimal 64-bit integer, as `strconv.ParseInt(text, 10, 64)` reads it, or its error. */
export function parseInt64(text: string): { value: number } | { error: string } {
  const quoted = goQuoted(text)
  if (!/^[+-]?[0-9]+$/.test(text)) return { error: `strconv.ParseInt: parsing ${quoted}: invalid syntax` }
  const value = BigInt(text.replace(/^\+/, ''))
  if (value !== BigInt.asIntN(64, value)) return { error: `strconv.ParseInt: parsing ${quoted}: value out of range` }
  return { value: Number(value) }
}

/** A 64-bit integer in whichever base its beginning names, as `strconv.ParseInt(text, 0, 64)` reads it; undefined for none. */
export function parseAnyBase(text: string): number | undefined {
  const digits = text.replace(/^[+-]/, '').replace(/^0(?=_?[0-7])/, '0o')
  if (!/^(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/.test(digits))
    return undefined
  const size = BigInt(digits.replaceAll('_', ''))
  const value = text.startsWith('-') ? -size : size
  return value === BigInt.asIntN(64, value) ? Number(value) : undefined
}

/** `strings.EqualFold` with an ASCII word. */
export function equalFold(text: string, word: string): boolean {
  return text.toLowerCase() === word.toLowerCase()
}

/** `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  return text.replace(leadingSpace, '').replace(trailingSpace, '')
}

const space = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const leadingSpace = new RegExp(`^${space}+`)
const trailingSpace = new RegExp(`${space}+$`)

/** Whether an HTTP header can carry a value. */
export function isHeaderValue(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)
}

/** A URL in the parts that count here, as `url.Parse` takes them; undefined where it refuses the text. */
export interface GoUrl {
  scheme: string
  /** Without the port. */
  host: string
  hostAndPort: string
  /** As it is written; '' for what has a scheme and no slash behind it. */
  path: string
}

export function parseGoUrl(text: string): GoUrl | undefined {
  const [withoutFragment = '', fragment = ''] = text.split(/#(.*)/s, 2)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  if (/[\u0000-\u001f\u007f]/.test(withoutFragment) || !isEscaped(fragment)) return undefined
  const { scheme, rest } = splitScheme(withoutFragment) ?? {}
  if (scheme === undefined || rest === undefined) return undefined
  const [path = ''] = rest.split('?', 1)
  if (!path.startsWith('/')) {
    if (scheme !== '') return withoutHost(scheme, '')
    return firstSegment(path).includes(':') || !isEscaped(path) ? undefined : withoutHost(scheme, path)
  }
  if (!path.startsWith('//')) return isEscaped(path) ? withoutHost(scheme, path) : undefined
  if (path.startsWith('///')) {
    return isEscaped(path) ? withoutHost(scheme, scheme === '' ? path : path.slice(2)) : undefined
  }
  const authority = firstSegment(path.slice(2))
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const behind = path.slice(2 + authority.length)
  const isValid = isUserInformation(authority) && isHost(host) && isEscaped(behind)
  return isValid ? { scheme, host: hostname(host), hostAndPort: host, path: behind } : undefined
}

function withoutHost(scheme: string, path: string): GoUrl {
  return { scheme, host: '', hostAndPort: '', path }
}

/** The scheme in lower case, '' without one; undefined where a colon comes first. */
function splitScheme(text: string): { scheme: string; rest: string } | undefined {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)
  if (match?.[1] !== undefined) return { scheme: match[1].toLowerCase(), rest: text.slice(match[0].length) }
  return text.startsWith(':') ? undefined : { scheme: '', rest: text }
}

function firstSegment(path: string): string {
  const end = path.indexOf('/')
  return end < 0 ? path : path.slice(0, end)
}

const isEscaped = (text: string) => !/%(?![0-9a-fA-F]{2})/.test(text)

function isUserInformation(authority: string): boolean {
  const end = authority.lastIndexOf('@')
  return end < 0 || /^[a-zA-Z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, end))
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[0-9a-zA-Z:.%_~-]*\](?::[0-9]*)?$/.test(host)
  const colon = host.lastIndexOf(':')
  const name = colon < 0 ? host : host.slice(0, colon)
  const port = colon < 0 ? '' : host.slice(colon)
  return /^(?::[0-9]*)?$/.test(port) && !/[ \\^`{|}]/.test(name) && !/%(?!25|[89a-fA-F][0-9a-fA-F])/.test(name)
}

function hostname(host: string): string {
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']'))
  const colon = host.lastIndexOf(':')
  return colon < 0 ? host : host.slice(0, colon)
}

/** A path of a URL as Go writes it: what cannot stand there is escaped. */
export function writtenPath(path: string): string {
  return path.replace(/[^\w\-.~!$&'()*+,;=:@[\]/%]/gu, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''),
  )
}
