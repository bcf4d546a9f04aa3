/**
 * Temporary credentials. A session is not stored: its token carries who it is for, its secret and its end, sealed under
 * the store's own secret, so that it outlives a restart and dies with a reset.
 */
import { randomBytes } from 'node:crypto'
import { randomName } from '../model/names.ts'
import { type Caller, roleCaller, userCaller } from '../model/principal.ts'
import { openValue, sealValue } from '../model/sealed.ts'
import type { World } from '../model/world.ts'
import { ServiceError } from '../service-error.ts'

/** Whom a session is for: a role under a session name, or a user as itself. */
export interface SessionSubject {
  readonly kind: 'role' | 'user'
  readonly arn: string
  readonly sessionName?: string
  readonly policy?: string
}

interface Session extends SessionSubject {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly expiresAt: number
}

/** Who signed, and with what the signature must have been made. */
export interface Signer {
  readonly secretAccessKey: string
  readonly caller: Caller
}

/** The Credentials member of an STS answer. */
export function newCredentials(world: World, subject: SessionSubject, expiresAt: number): Record<string, string> {
  const session: Session = {
    ...subject,
    accessKeyId: randomName('ASIA', 16),
    secretAccessKey: randomBytes(30).toString('base64'),
    expiresAt,
  }
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: sealValue(world.secret, 'session', session).toString('base64'),
    Expiration: new Date(expiresAt).toISOString().replace(/\.\d+/, ''),
  }
}

/** Throws for an access key that nobody has, a token that does not belong to it, and a session that is over. */
export function findSigner(world: World, accessKeyId: string, token: string | undefined, now: number): Signer {
  const user = world.principals.get(accessKeyId)
  // A long-term key with a session token beside it is refused like an unknown one: AWS finds no such session.
  if (user && token === undefined) return { secretAccessKey: user.secretAccessKey, caller: userCaller(user) }
  const session = token === undefined ? undefined : readToken(world, token)
  const caller = session?.accessKeyId === accessKeyId ? sessionCaller(world, session) : undefined
  if (!session || !caller) {
    throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.')
  }
  if (session.expiresAt <= now) {
    throw new ServiceError('ExpiredTokenException', 'The security token included in the request is expired')
  }
  return { secretAccessKey: session.secretAccessKey, caller }
}

function readToken(world: World, token: string): Session | undefined {
  return openValue(world.secret, 'session', Buffer.from(token, 'base64')) as Session | undefined
}

function sessionCaller(world: World, session: Session): Caller | undefined {
  const narrowed = session.policy === undefined ? {} : { sessionPolicy: session.policy }
  if (session.kind === 'user') {
    const user = [...world.principals.values()].find(({ arn }) => arn === session.arn)
    return user && { ...userCaller(user), ...narrowed, session: 'user' }
  }
  const role = world.roles.get(session.arn)
  return role && { ...roleCaller(role, session.sessionName ?? ''), ...narrowed }
}
