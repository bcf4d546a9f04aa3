/**
 * The caches that `aws sso login` and `aws login` leave, looked at before the SDK is asked: whether a token is there, and
 * whether it still serves or can be renewed. The tokens themselves are never returned.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { SsoSettings } from './profile-source.ts'
import { type AwsWorld, variable } from './world.ts'

export interface CachedToken {
  state: 'usable' | 'renewable' | 'expired' | 'absent' | 'malformed'
  file: string
}

type World = Pick<AwsWorld, 'environment' | 'home' | 'clock'>

const ssoTokenSchema = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.string(),
  refreshToken: z.string().optional(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
})

const loginTokenSchema = z.object({
  accessToken: z.object({ expiresAt: z.string() }),
  refreshToken: z.string().optional(),
})

/** The token of an sso-session (by its name) or of a legacy profile (by its start URL). */
export async function cachedSsoToken(sso: SsoSettings, world: World): Promise<CachedToken> {
  const file = join(world.home, '.aws', 'sso', 'cache', `${hash('sha1', sso.session ?? sso.startUrl)}.json`)
  const token = await readJSON(file, ssoTokenSchema)
  if (typeof token === 'string') return { state: token, file }
  // Only tokens of an sso-session are renewed; a legacy one ends for good.
  const canRenew = sso.session !== undefined && Boolean(token.refreshToken && token.clientId && token.clientSecret)
  return { state: stateAt(token.expiresAt, canRenew, world), file }
}

/** The token that `aws login` keeps for a login session. */
export async function cachedLoginToken(session: string, world: World): Promise<CachedToken> {
  const directory =
    variable(world.environment, 'AWS_LOGIN_CACHE_DIRECTORY') ?? join(world.home, '.aws', 'login', 'cache')
  const file = join(directory, `${hash('sha256', session)}.json`)
  const token = await readJSON(file, loginTokenSchema)
  if (typeof token === 'string') return { state: token, file }
  return { state: stateAt(token.accessToken.expiresAt, Boolean(token.refreshToken), world), file }
}

function stateAt(expiresAt: string, canRenew: boolean, { clock }: World): CachedToken['state'] {
  // Botocore of old wrote `2020-01-01T00:00:00UTC`.
  const end = Date.parse(expiresAt.replace(/UTC$/, 'Z'))
  if (Number.isNaN(end)) return 'malformed'
  if (end > clock.now().getTime()) return 'usable'
  return canRenew ? 'renewable' : 'expired'
}

async function readJSON<T>(file: string, schema: z.ZodType<T>): Promise<T | 'absent' | 'malformed'> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return 'absent'
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : 'malformed'
  } catch {
    return 'malformed'
  }
}

function hash(algorithm: 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex')
}
