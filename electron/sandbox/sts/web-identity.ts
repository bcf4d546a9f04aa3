/**
 * The sandbox's own identity provider: it writes the token that a server elsewhere gets from its platform, and believes
 * no other one. Tokens are JWTs signed with HMAC under the store's secret; nothing on the network is asked.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { day } from '../clock.ts'
import { ServiceError } from '../service-error.ts'

const issuer = 'https://oidc.sandbox.invalid'
export const webIdentitySubject = 'system:serviceaccount:vault:vault'
export const webIdentityAudience = 'sts.amazonaws.com'
const lifetime = 30 * day

export interface WebIdentity {
  readonly iss: string
  readonly sub: string
  readonly aud: string
  /** Seconds since 1970. */
  readonly exp: number
}

export function providerArn(account: string): string {
  return `arn:aws:iam::${account}:oidc-provider/${issuer.replace('https://', '')}`
}

export function newWebIdentityToken(secret: string, now: number): string {
  const claims: WebIdentity & { iat: number } = {
    iss: issuer,
    sub: webIdentitySubject,
    aud: webIdentityAudience,
    iat: Math.floor(now / 1000),
    exp: Math.floor((now + lifetime) / 1000),
  }
  const content = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part))).join('.')
  return `${content}.${base64url(signatureOf(secret, content))}`
}

/** Throws when the token is not one of this sandbox's, or is over. */
export function readWebIdentity(secret: string, token: string, now: number): WebIdentity {
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  const expected = signatureOf(secret, token.slice(0, end))
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw invalid()
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as WebIdentity
  if (claims.exp * 1000 > now) return claims
  const stamp = (milliseconds: number) => Math.floor(milliseconds / 1000)
  const message = `Token expired: current date/time ${stamp(now)} must be before the expiration date/time ${claims.exp}`
  throw new ServiceError('ExpiredTokenException', message)
}

function invalid(): ServiceError {
  const message =
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"
  return new ServiceError('InvalidIdentityToken', message)
}

function signatureOf(secret: string, content: string): Buffer {
  const key = createHmac('sha256', Buffer.from(secret, 'base64')).update('web-identity').digest()
  return createHmac('sha256', key).update(content).digest()
}

function base64url(text: string | Buffer): string {
  return Buffer.from(text).toString('base64url')
}
