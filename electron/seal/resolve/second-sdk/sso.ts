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

/** Anything but an object is an empty token to the SDK. */
function tokenOf(json: unknown): Token | Failure {
  const fields = isRecord(json) ? json : {}
  for (const key of ['accessToken', 'expiresAt', 'refreshToken', 'clientId', 'clientSecret']) {
    const problem = key in fields ? fieldError(key, fields[key]) : undefined
    if (problem !== undefined) return malformed(`field "${key}", ${problem}`)
  }
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '')
  if (text('accessToken') === '' || text('expiresAt') === '') {
    return { reason: 'token-malformed', text: 'cached SSO token must contain accessToken and expiresAt fields' }
  }
  const isRefreshable = ['refreshToken', 'clientId', 'clientSecret'].every((key) => text(key) !== '')
  return { expiresAt: milliseconds(text('expiresAt')), isRefreshable }
}

/** Go takes an hour of one digit, and a comma before the parts of a second. */
const milliseconds = (time: string) => Date.parse(time.replace(/T(?=\d:)/, 'T0').replace(',', '.'))

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

function fieldError(key: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `expect value to be string, got ${goType(value)}`
  return key === 'expiresAt' ? timeError(value) : undefined
}

function goType(value: unknown): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'object') return 'map[string]interface {}'
  return typeof value === 'number' ? 'float64' : 'bool'
}

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

/** Go names the part of its layout at which a text goes wrong, or the number that is too large; undefined for a time. */
function timeError(text: string): string | undefined {
  const start = `expected RFC3339 timestamp: parsing time ${goQuoted(text)}`
  let rest = text
  for (const [pattern, part] of layout) {
    const match = pattern.exec(rest)
    if (!match) return `${start} as "2006-01-02T15:04:05Z07:00": cannot parse ${goQuoted(rest)} as "${part}"`
    rest = rest.slice(match[0].length)
  }
  if (rest !== '') return `${start}: extra text: ${goQuoted(rest)}`
  const tooLarge = partOutOfRange(text)
  return tooLarge === undefined ? undefined : `${start}: ${tooLarge} out of range`
}

function partOutOfRange(text: string): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number)
  if (month < 1 || month > 12) return 'month'
  if (hour > 23) return 'hour'
  if (minute > 59) return 'minute'
  if (second > 59) return 'second'
  const isLeap = new Date(Date.UTC(2000 + (year % 400), 1, 29)).getUTCDate() === 29
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31
  return day < 1 || day > days ? 'day' : undefined
}
