/**
 * The part of a key policy that can be seen without writing one: an explicit deny. Everything that is not denied is
 * allowed to the account's own principals.
 */
import { ServiceError } from '../service-error.ts'
import { type KeyRecord, keyArn } from './key.ts'

export interface DenyStatement {
  readonly Effect: 'Deny'
  /** ARNs of principals. */
  readonly Principal: { readonly AWS: readonly string[] }
  /** Actions with their service, `kms:Encrypt`; a `*` at the end stands for any rest. */
  readonly Action: readonly string[]
}

/** Throws AWS's refusal when the key's policy denies the action to the caller. */
export function authorize(key: KeyRecord, callerArn: string, operation: string): void {
  const action = `kms:${operation}`
  const denied = key.denies?.some(({ Principal, Action }) => {
    return Principal.AWS.includes(callerArn) && Action.some((pattern) => matches(pattern, action))
  })
  if (!denied) return
  throw new ServiceError(
    'AccessDeniedException',
    `User: ${callerArn} is not authorized to perform: ${action} on resource: ${keyArn(key)} with an explicit deny in a resource-based policy`,
  )
}

function matches(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern
}
