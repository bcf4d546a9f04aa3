/**
 * The caches that `aws sso login` and `aws login` leave, looked at before the SDK is asked: whether a token is there, and
 * whether it still serves or can be renewed. The tokens themselves are never returned.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asRecord, parseRecord, textField } from './json-record.ts'
import type { SsoSettings } from './profile-source.ts'
import { type AwsWorld, variable } from './world.ts'

export interface CachedToken {
  state: 'usable' | 'renewable' | 'expired' | 'absent' | 'malformed'
  file: string
}

type World = Pick<AwsWorld, 'environment' | 'home' | 'clock'>

/** The token of an sso-session (by its name) or of a legacy profile (by its start URL). */
export async function cachedSsoToken(sso: SsoSettings, world: World): Promise<CachedToken> {
  const file = join(world.home, '.aws', 'sso', 'cache', `${hash('sha1', sso.session ?? sso.startUrl)}.json`)
  const text = await readCache(file)
  if (text === undefined) return { state: 'absent', file }
  const token = parseRecord(text)
  if (!textField(token, 'accessToken')) return { state: 'malformed', file }
  // Only tokens of an sso-session are renewed; a legacy one ends for good.
  const means = ['refreshToken', 'clientId', 'clientSecret'].every((name) => textField(token, name))
  return { state: stateAt(textField(token, 'expiresAt'), sso.session !== undefined && means, world), file }
}

/** The token that `aws login` keeps for a login session. */
export async function cachedLoginToken(session: string, world: World): Promise<CachedToken> {
  const directory =
    variable(world.environment, 'AWS_LOGIN_CACHE_DIRECTORY') ?? join(world.home, '.aws', 'login', 'cache')
  const file = join(directory, `${hash('sha256', session)}.json`)
  const text = await readCache(file)
  if (text === undefined) return { state: 'absent', file }
  const token = parseRecord(text)
  const expiresAt = textField(asRecord(token?.accessToken), 'expiresAt')
  return { state: stateAt(expiresAt, textField(token, 'refreshToken') !== undefined, world), file }
}

function stateAt(expiresAt: string | undefined, canRenew: boolean, { clock }: World): CachedToken['state'] {
  // Botocore of old wrote `2020-01-01T00:00:00UTC`.
  const end = Date.parse((expiresAt ?? '').replace(/UTC$/, 'Z'))
  if (Number.isNaN(end)) return 'malformed'
  if (end > clock.now().getTime()) return 'usable'
  return canRenew ? 'renewable' : 'expired'
}

async function readCache(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

function hash(algorithm: 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex')
}
