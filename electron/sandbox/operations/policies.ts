/** Key policies: who may do what with a key, and the check that keeps an owner from locking itself out. */
import { refusal } from '../model/access.ts'
import { requestFacts } from '../model/facts.ts'
import { isIdentity } from '../model/identity.ts'
import { type KeyRecord, keyArn, keyPolicy } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import { PolicyProblem, readPolicy } from '../model/policy.ts'
import { checkKeyPolicySyntax, invalidPrincipals } from '../model/policy-syntax.ts'
import { notFound, ServiceError } from '../service-error.ts'
import { flag, optional, text } from '../wire/input-shape.ts'
import { keyId, limit, marker, policy } from './members.ts'
import { type OperationContext, operation } from './operation.ts'

/** The only policy that a key has. */
const policyName = 'default'
const name = optional(text({ min: 1, max: 128, pattern: /^\w+$/ }))

export const getKeyPolicy = operation({ KeyId: keyId, PolicyName: name }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  if ((input.PolicyName ?? policyName) !== policyName) throw notFound(`No such policy exists`)
  return { Policy: keyPolicy(key), PolicyName: policyName }
})

export const listKeyPolicies = operation({ KeyId: keyId, Limit: limit(1000), Marker: marker }, (context, input) => {
  findKeyWithoutAlias(context, input.KeyId)
  return { PolicyNames: [policyName], Truncated: false }
})

const putShape = { KeyId: keyId, PolicyName: name, Policy: policy, BypassPolicyLockoutSafetyCheck: optional(flag()) }

export const putKeyPolicy = operation(putShape, (context, input) => {
  const bypass = input.BypassPolicyLockoutSafetyCheck ?? false
  const more = { 'kms:bypasspolicylockoutsafetycheck': [String(bypass)] }
  const key = findKeyWithoutAlias(context, input.KeyId, { more })
  if ((input.PolicyName ?? policyName) !== policyName) throw notFound('No such policy exists')
  const changed = { ...key, policy: input.Policy }
  checkPolicy(context, changed, bypass)
  context.change({ do: 'put-key', key: changed })
  return {}
})

const sizeLimit = 32_768

/** Refuses a policy that cannot be evaluated, and one that would not let the caller change it again. */
export function checkPolicy(context: OperationContext, key: KeyRecord, bypassLockoutCheck: boolean): void {
  const text = keyPolicy(key)
  if (text.length > sizeLimit) throw new ServiceError('LimitExceededException', 'The key policy exceeds 32 KiB.')
  try {
    readPolicy(text, 'key')
    requirePrincipals(context, checkKeyPolicySyntax(text))
  } catch (reason) {
    if (reason instanceof PolicyProblem) throw malformed(reason.message)
    throw reason
  }
  if (!bypassLockoutCheck && !mayStillChangePolicy(context, key))
    throw malformed('The new key policy will not allow you to update the key policy in the future.')
}

/** An ARN must be of somebody, as in AWS, where KMS looks up each. */
function requirePrincipals({ world }: OperationContext, principals: readonly string[]): void {
  if (!principals.every((name) => !name.startsWith('arn:') || isIdentity(world, name))) throw invalidPrincipals()
}

function mayStillChangePolicy({ caller, region, world }: OperationContext, key: KeyRecord): boolean {
  const facts = requestFacts({ caller, region, world, key })
  const owner = { kind: 'key', account: key.account, policy: keyPolicy(key) } as const
  return refusal({ caller, action: 'kms:PutKeyPolicy', resource: keyArn(key), facts, owner }) === undefined
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocumentException', message)
}
