/**
 * The cached token of an SSO sign-in, as the second SDK reads it: by the name of the session, or by the start URL of the older
 * way, which cannot be refreshed. Nobody signs in here.
 */
import { createHash } from 'node:crypto'
import type { PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import { jsonError } from '../go-json.ts'
import { goQuoted } from '../go-text.ts'
import { homePath, type Surroundings } from '../surroundings.ts'
import { failing, type SecondPick } from './pick.ts'
import { entryText, type SharedProfile } from './shared-profile.ts'

export function ssoPick(surroundings: Surroundings, profile: SharedProfile, origin: PlainOrigin): SecondPick {
  const role = entryText(profile, 'sso_role_name').toLowerCase()
  const pick: SecondPick = { outcome: 'sso', role, sessionToken: true, origin }
  const failure = profile.session
    ? sessionFailure(surroundings, profile.session.name)
    : legacyFailure(surroundings, entryText(profile, 'sso_start_url'))
  return failure ? failing(pick, failure) : pick
}

interface Failure {
  text: string
  reason: 'token-absent' | 'token-expired' | 'token-malformed'
}

interface Token {
  expiresAt: number
  isRefreshable: boolean
}

function sessionFailure(surroundings: Surroundings, name: string): Failure | undefined {
  const token = cachedToken(surroundings, name)
  if ('text' in token) return token
  if (token.expiresAt > surroundings.now || token.isRefreshable) return undefined
  return {
    reason: 'token-expired',
    text: 'refresh cached SSO token failed, cached SSO token is expired, or not present, and cannot be refreshed',
  }
}

function legacyFailure(surroundings: Surroundings, startUrl: string): Failure | undefined {
  const start = 'the SSO session has expired or is invalid'
  const token = cachedToken(surroundings, startUrl)
  if ('text' in token) return { ...token, text: `${start}: ${token.text}` }
  return token.expiresAt > surroundings.now ? undefined : { reason: 'token-expired', text: start }
}

function cachedToken(surroundings: Surroundings, key: string): Token | Failure {
  const path = homePath(surroundings, `.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`)
  const found = surroundings.disk.find(path)
  if (found.kind !== 'file') {
    const why = found.kind === 'missing' ? `open ${path}: no such file or directory` : `read ${path}: is a directory`
    return { reason: 'token-absent', text: `failed to read cached SSO token file, ${why}` }
  }
  const problem = jsonError(found.text)
  if (problem !== undefined) return malformed(problem)
  return tokenOf(JSON.parse(found.text))
}

const malformed = (why: string): Failure => ({
  reason: 'token-malformed',
  text: `failed to parse cached SSO token file, ${why}`,
})

function tokenOf(json: unknown): Token | Failure {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return json === null
      ? incomplete
      : malformed(`json: cannot unmarshal ${goKind(json)} into Go value of type map[string]interface {}`)
  }
  const text = (key: string) => {
    const value = (json as Record<string, unknown>)[key]
    return typeof value === 'string' ? value : ''
  }
  const expiry = text('expiresAt')
  if (expiry !== '' && !rfc3339.test(expiry)) return malformed(timeError(expiry))
  if (text('accessToken') === '' || expiry === '') return incomplete
  const isRefreshable = ['refreshToken', 'clientId', 'clientSecret'].every((key) => text(key) !== '')
  return { expiresAt: Date.parse(expiry), isRefreshable }
}

const incomplete: Failure = {
  reason: 'token-malformed',
  text: 'cached SSO token must contain accessToken and expiresAt fields',
}

function goKind(json: unknown): string {
  if (Array.isArray(json)) return 'array'
  return typeof json === 'boolean' ? 'bool' : typeof json
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const layout = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d?/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
  [/^\d\d(?:[.,]\d+)?/, '05'],
  [/^(?:Z|[+-]\d\d:\d\d)/, 'Z07:00'],
] as const

/** Go names the part of its layout at which a text goes wrong. */
function timeError(text: string): string {
  const start = `field "expiresAt", expected RFC3339 timestamp: parsing time ${goQuoted(text)}`
  let rest = text
  for (const [pattern, part] of layout) {
    const match = pattern.exec(rest)
    if (!match) return `${start} as "2006-01-02T15:04:05Z07:00": cannot parse ${goQuoted(rest)} as "${part}"`
    rest = rest.slice(match[0].length)
  }
  return `${start}: extra text: ${goQuoted(rest)}`
}
