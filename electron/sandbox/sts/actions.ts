/** The STS actions that the sandbox serves: who am I, and the ways to temporary credentials. */
import type { Caller } from '../model/principal.ts'
import type { World } from '../model/world.ts'
import { ServiceError } from '../service-error.ts'
import type { QueryAnswer } from '../wire/query-protocol.ts'
import { assumeRole, assumeRoleWithWebIdentity } from './assume-role.ts'
import { ParameterReader, type Parameters } from './parameters.ts'
import { newCredentials } from './session.ts'

export interface STSContext {
  readonly world: World
  readonly parameters: Parameters
  readonly now: number
}

export type STSAnswer = QueryAnswer

/** Actions that a caller signs for. */
export const signedActions: ReadonlyMap<string, (context: STSContext, caller: Caller) => STSAnswer> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
  ['GetSessionToken', getSessionToken],
])

/** Actions whose only proof is a token of an identity provider; a signature, if there is one, is not looked at. */
export const openActions: ReadonlyMap<string, (context: STSContext) => STSAnswer> = new Map([
  ['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity],
])

function getCallerIdentity(_context: STSContext, { arn, userId, account }: Caller): STSAnswer {
  return { Arn: arn, UserId: userId, Account: account }
}

function getSessionToken({ world, parameters, now }: STSContext, caller: Caller): STSAnswer {
  const read = new ParameterReader(parameters)
  const seconds = read.seconds('DurationSeconds', { min: 900, max: 129_600, usual: 43_200 })
  read.finish()
  if (caller.session) {
    throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403)
  }
  refuseMFA(parameters)
  return { Credentials: newCredentials(world, { kind: 'user', arn: caller.arn }, now + seconds * 1000) }
}

/** Nobody of the sandbox has a device for a second factor, so no code can be the right one. */
export function refuseMFA(parameters: Parameters): void {
  if (!parameters.has('SerialNumber') && !parameters.has('TokenCode')) return
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
  throw new ServiceError('AccessDenied', message, 403)
}
