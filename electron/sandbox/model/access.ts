/**
 * Whether a caller may do something, and the refusal when not. The order is AWS's: an explicit deny anywhere wins; a key
 * policy that names the caller, or a grant, is enough within an account; a key policy that names the account leaves it to
 * the caller's own policies; from another account both sides must allow.
 */
import { ServiceError } from '../service-error.ts'
import type { EncryptionContext } from './ciphertext.ts'
import type { RequestFacts } from './condition.ts'
import { type GrantRecord, grantAllows, isAccount } from './grant.ts'
import { readPolicy, type Statement, speaking } from './policy.ts'
import type { Caller } from './principal.ts'

export interface AccessRequest {
  readonly caller: Caller
  /** With its service: `kms:Encrypt`. */
  readonly action: string
  /** The ARN, or `*` where an operation has no resource. */
  readonly resource: string
  readonly facts: RequestFacts
  /** Absent for what has no policy of its own: aliases, and operations without a resource. */
  readonly owner?: ResourceOwner
}

/** What belongs to a resource and has a say: its account, its policy, and for a key its grants. */
export interface ResourceOwner {
  readonly account: string
  readonly policy: string
  readonly kind: 'key' | 'trust'
  readonly grants?: readonly GrantRecord[]
  readonly encryptionContext?: EncryptionContext
}

/** Throws AWS's AccessDeniedException when the caller may not. */
export function authorize(request: AccessRequest): void {
  const reason = refusal(request)
  if (reason !== undefined) throw denied(request, reason)
}

/** Why not, in AWS's words, or undefined when it is allowed. */
export function refusal(request: AccessRequest): string | undefined {
  const { caller, action, owner } = request
  const own = identityEffect(caller.policies, request)
  const session = caller.sessionPolicy === undefined ? 'Allow' : identityEffect([caller.sessionPolicy], request)
  if (own === 'Deny') return 'with an explicit deny in an identity-based policy'
  if (session === 'Deny') return 'with an explicit deny in a session policy'
  const resource = owner ? resourceEffect(owner, request) : 'account'
  if (resource === 'Deny') return 'with an explicit deny in a resource-based policy'
  if (session !== 'Allow') return `because no session policy allows the ${action} action`
  if (resource === undefined) return `because no resource-based policy allows the ${action} action`
  // Within an account it is enough to be named; from another one both sides must allow.
  if (resource === 'caller' && (!owner || owner.account === caller.account)) return undefined
  return own === 'Allow' ? undefined : `because no identity-based policy allows the ${action} action`
}

function identityEffect(policies: readonly string[], request: AccessRequest): 'Allow' | 'Deny' | undefined {
  let allowed: 'Allow' | undefined
  for (const policy of policies) {
    for (const { effect } of speaking(readPolicy(policy, 'identity'), request)) {
      if (effect === 'Deny') return 'Deny'
      allowed = 'Allow'
    }
  }
  return allowed
}

/** `caller`: named itself, or given a grant. `account`: only the account is named, its own policies decide. */
type ResourceEffect = 'caller' | 'account' | 'Deny' | undefined

function resourceEffect(owner: ResourceOwner, request: AccessRequest): ResourceEffect {
  const { caller } = request
  let effect: ResourceEffect = isGranted(owner, request) ? 'caller' : undefined
  for (const statement of speaking(readPolicy(owner.policy, owner.kind), request)) {
    const named = namedAs(statement, caller)
    if (named && statement.effect === 'Deny') return 'Deny'
    if (named && effect !== 'caller') effect = named
  }
  return effect
}

function isGranted({ grants = [], encryptionContext = [] }: ResourceOwner, { caller, action }: AccessRequest): boolean {
  const operation = action.replace('kms:', '')
  return grants.some((grant) => grantAllows(grant, { caller, operation, encryptionContext }))
}

/** How a statement's principals mean the caller. */
function namedAs({ principals, effect }: Statement, caller: Caller): 'caller' | 'account' | undefined {
  if (!principals) return undefined
  const { values, negated } = principals
  const named = values.some((name) => name === '*' || name === caller.arn || name === caller.principalArn)
  const account = values.some((name) => isAccount(name, caller.account))
  if (negated) return named || (account && effect === 'Deny') ? undefined : 'caller'
  if (named) return 'caller'
  return account ? 'account' : undefined
}

/** A refusal names who, what, and on what. Of another account's key AWS tells no more than that. */
function denied({ caller, action, resource, owner }: AccessRequest, reason: string): ServiceError {
  if (owner && owner.account !== caller.account) return hiddenResource(caller, action)
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
  return new ServiceError('AccessDeniedException', message)
}

/** What AWS says where it does not tell whether there is such a resource. */
export function hiddenResource(caller: Caller, action: string, where = 'on this resource'): ServiceError {
  return new ServiceError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} ${where} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  )
}
