import { connectionKey } from '../../../shared/domain/connection.ts'
import { checkIsStale, checkSubjectOf, type LastCheck, type SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useIdentity } from '../../client/identity.tsx'
import { useCommand, useProcedure } from '../../client/procedures.ts'

/** Every saved seal, and the damaged files that were kept aside. */
export function useSeals() {
  return useProcedure('seals.list', {})
}

/** Creates a seal, replaces one, or puts a removed one back. */
export function useSaveSeal() {
  return useCommand('seals.save', { invalidates: ['seals.list'] })
}

/** Removes a seal from the app; nothing changes on a server or in AWS. */
export function useRemoveSeal() {
  return useCommand('seals.remove', { invalidates: ['seals.list'] })
}

/** What is written to save a seal again as it is; `change` goes over it. */
export function savedAs(seal: SavedSeal, change: Partial<Pick<SavedSeal, 'name'>> = {}) {
  const { id, name, engine, connection, parameters, lastCheck } = { ...seal, ...change }
  return { id, name, engine, connection, parameters, ...(lastCheck ? { lastCheck } : {}) }
}

/** A last check beside the question whether it still speaks about the seal as it is now. */
export interface CheckStanding {
  check: LastCheck | undefined
  stale: boolean
}

/** Compares a last check with the seal and the identity of this moment. A caller is known only for the identity in use. */
export function checkStanding(
  check: LastCheck | undefined,
  now: Pick<SavedSeal, 'connection' | 'parameters'>,
  callerArn: string | undefined,
): CheckStanding {
  if (!check) return { check, stale: false }
  return { check, stale: checkIsStale(check.subject, checkSubjectOf(now, callerArn)) }
}

/** The caller of a connection where it is the one in use and has answered. */
export function useCallerOf(): (connection: SavedSeal['connection']) => string | undefined {
  const { identity } = useIdentity()
  return (connection) =>
    identity && connectionKey(identity.connection) === connectionKey(connection) ? identity.callerArn : undefined
}
