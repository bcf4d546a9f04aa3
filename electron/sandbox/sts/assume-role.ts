/** Taking on a role: by a caller whom its trust policy and its own policies let, or by a provider's token. */
import { refusal } from '../model/access.ts'
import { requestFacts } from '../model/facts.ts'
import { PolicyProblem, readPolicy, speaking } from '../model/policy.ts'
import { type Caller, type Role, roleCaller } from '../model/principal.ts'
import { ServiceError } from '../service-error.ts'
import type { STSAnswer, STSContext } from './actions.ts'
import { ParameterReader, type Parameters } from './parameters.ts'
import { newCredentials } from './session.ts'
import { providerArn, readWebIdentity, type WebIdentity } from './web-identity.ts'

const arn = { min: 20, max: 2048, pattern: /^[\t\n\r -~\u0085\u00A0-\uFFFD]+$/ }
const sessionName = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }
const policyRule = { min: 1, max: 2048 }
const longest = 43_200
const longestOfRole = 3600

interface Request {
  readonly roleArn: string
  readonly name: string
  readonly policy: string | undefined
  readonly seconds: number
}

function readRequest(read: ParameterReader): Request {
  return {
    roleArn: read.text('RoleArn', arn),
    name: read.text('RoleSessionName', sessionName),
    policy: read.optionalText('Policy', policyRule),
    seconds: read.seconds('DurationSeconds', { min: 900, max: longest, usual: longestOfRole }),
  }
}

export function assumeRole({ world, parameters, now }: STSContext, caller: Caller): STSAnswer {
  const read = new ParameterReader(parameters)
  const request = readRequest(read)
  read.finish()
  const role = world.roles.get(request.roleArn)
  const owner = role && ({ kind: 'trust', account: role.account, policy: role.trust } as const)
  const facts = requestFacts({ caller, region: '', world, more: externalId(parameters) })
  const refused =
    !role || !owner || refusal({ caller, action: 'sts:AssumeRole', resource: role.arn, facts, owner }) !== undefined
  if (refused || parameters.has('TokenCode')) throw notAuthorized(caller, request.roleArn)
  return { ...session({ world, parameters, now }, role, request), PackedPolicySize: packedSize(request.policy) }
}

function externalId(parameters: Parameters): Record<string, readonly string[]> {
  const id = parameters.get('ExternalId')
  return id === undefined ? {} : { 'sts:externalid': [id] }
}

function notAuthorized(caller: Caller, roleArn: string): ServiceError {
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`
  return new ServiceError('AccessDenied', message, 403)
}

export function assumeRoleWithWebIdentity({ world, parameters, now }: STSContext): STSAnswer {
  const read = new ParameterReader(parameters)
  const token = read.text('WebIdentityToken', { min: 4, max: 20_000 })
  const request = readRequest(read)
  read.finish()
  const identity = readWebIdentity(world.secret, token, now)
  const role = world.roles.get(request.roleArn)
  if (!role || !isTrusted(role, identity))
    throw new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403)
  return {
    ...session({ world, parameters, now }, role, request),
    SubjectFromWebIdentityToken: identity.sub,
    Audience: identity.aud,
    Provider: providerArn(role.account),
    PackedPolicySize: packedSize(request.policy),
  }
}

/** The role's trust policy must name the provider and agree with what the token says. */
function isTrusted(role: Role, { iss, sub, aud }: WebIdentity): boolean {
  const provider = iss.replace('https://', '')
  const claims: Readonly<Record<string, string>> = { [`${provider}:sub`]: sub, [`${provider}:aud`]: aud }
  const facts = (key: string) => (claims[key] === undefined ? undefined : [claims[key]])
  const request = { action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn, facts }
  const statements = [...speaking(readPolicy(role.trust, 'trust'), request)].filter(({ principals }) =>
    principals?.values.includes(providerArn(role.account)),
  )
  return statements.length > 0 && statements.every(({ effect }) => effect === 'Allow')
}

function session({ world, now }: STSContext, role: Role, { name, policy, seconds }: Request): STSAnswer {
  if (seconds > longestOfRole) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    throw new ServiceError('ValidationError', message)
  }
  checkSessionPolicy(policy)
  const subject = {
    kind: 'role',
    arn: role.arn,
    sessionName: name,
    ...(policy === undefined ? {} : { policy }),
  } as const
  const { arn: sessionArn, userId } = roleCaller(role, name)
  return {
    AssumedRoleUser: { AssumedRoleId: userId, Arn: sessionArn },
    Credentials: newCredentials(world, subject, now + seconds * 1000),
  }
}

function checkSessionPolicy(policy: string | undefined): void {
  if (policy === undefined) return
  try {
    readPolicy(policy, 'identity')
  } catch (reason) {
    if (reason instanceof PolicyProblem) throw new ServiceError('MalformedPolicyDocument', reason.message)
    throw reason
  }
}

/** How much of the room for session policies is used, in percent. */
function packedSize(policy = ''): string {
  return String(Math.ceil((policy.length / policyRule.max) * 100))
}
