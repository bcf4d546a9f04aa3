/** The refusals that a key's state, usage or kind call for, in the order in which AWS looks at them. */
import { type KeyRecord, type KeyState, keyArn } from '../model/key.ts'
import type { KeyUsage } from '../model/key-spec.ts'
import { invalidState, ServiceError, unsupported } from '../service-error.ts'

const words: Record<Exclude<KeyState, 'Enabled' | 'Disabled'>, string> = {
  PendingDeletion: 'is pending deletion.',
  PendingImport: 'is pending import.',
  PendingReplicaDeletion: 'is pending replica deletion.',
}

/** Refuses every state that is not named. */
export function requireState(key: KeyRecord, ...states: readonly KeyState[]): void {
  if (states.includes(key.state)) return
  if (key.state === 'Disabled') throw new ServiceError('DisabledException', `${keyArn(key)} is disabled.`)
  if (key.state === 'Enabled') throw invalidState(`${keyArn(key)} is enabled.`)
  throw invalidState(`${keyArn(key)} ${words[key.state]}`)
}

/** For what may be done to any key that is not on its way out. */
export function requireNotPendingDeletion(key: KeyRecord): void {
  requireState(key, 'Enabled', 'Disabled', 'PendingImport')
}

export function requireUsage(key: KeyRecord, usage: KeyUsage, operation: string): void {
  if (key.usage === usage) return
  const fact = `${keyArn(key)} key usage is ${key.usage} which is not valid for ${operation}.`
  throw new ServiceError('InvalidKeyUsageException', fact)
}

/** Rotation is for symmetric keys alone. */
export function requireSymmetric(key: KeyRecord): void {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw unsupported()
}

/** Some operations are only for keys of one origin: automatic rotation for AWS's own, imports for `EXTERNAL`. */
export function requireOrigin(key: KeyRecord, origin: KeyRecord['origin']): void {
  if (key.origin === origin) return
  throw unsupported(`${keyArn(key)} origin is ${key.origin} which is not valid for this operation.`)
}
