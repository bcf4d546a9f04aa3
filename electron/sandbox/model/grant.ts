/** Grants: what one principal may do with one key, given by who may give it, apart from any policy. */
import { arnOf } from './arn.ts'
import type { EncryptionContext } from './ciphertext.ts'
import type { Caller } from './principal.ts'

export interface GrantRecord {
  readonly id: string
  readonly token: string
  readonly keyId: string
  readonly region: string
  readonly account: string
  readonly grantee: string
  readonly retiring?: string
  readonly operations: readonly string[]
  readonly constraints?: GrantConstraints
  readonly name?: string
  readonly createdAt: number
  readonly issuingAccount: string
}

export interface GrantConstraints {
  readonly equals?: EncryptionContext
  readonly subset?: EncryptionContext
}

/** Operations that have no encryption context, so that a constraint on it does not hold them back. */
const withoutContext = new Set(['DescribeKey', 'RetireGrant', 'CreateGrant'])

/** Whether the grant lets the caller do it. */
export function grantAllows(
  grant: GrantRecord,
  request: { caller: Caller; operation: string; encryptionContext: EncryptionContext },
): boolean {
  const { caller, operation, encryptionContext } = request
  if (!grant.operations.includes(operation) || !isPrincipal(grant.grantee, caller)) return false
  const { equals, subset } = grant.constraints ?? {}
  if (withoutContext.has(operation)) return true
  if (equals) return equals.length === encryptionContext.length && includesAll(encryptionContext, equals)
  return !subset || includesAll(encryptionContext, subset)
}

/** Whether a grant of these operations and constraints gives no more than the parent does. */
export function isWithin(parent: GrantRecord, operations: readonly string[], limits: GrantConstraints): boolean {
  if (!operations.every((operation) => parent.operations.includes(operation))) return false
  const { equals, subset } = parent.constraints ?? {}
  const { equals: exact } = limits
  if (equals && !(exact && exact.length === equals.length && includesAll(exact, equals))) return false
  return !subset || includesAll(exact ?? limits.subset ?? [], subset)
}

function includesAll(context: EncryptionContext, wanted: EncryptionContext): boolean {
  const pairs = new Map(context)
  return wanted.every(([name, value]) => pairs.get(name) === value)
}

/** Whether an ARN, an account's root or an account id means the caller. */
export function isPrincipal(name: string, caller: Caller): boolean {
  return name === caller.arn || name === caller.principalArn || isAccount(name, caller.account)
}

export function isAccount(name: string, account: string): boolean {
  return name === account || (name.endsWith(`::${account}:root`) && name.startsWith('arn:'))
}

export function grantKeyArn({ region, account, keyId }: GrantRecord): string {
  return arnOf(region, account, `key/${keyId}`)
}
