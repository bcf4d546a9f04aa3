/** A role assumed with a token file, as the first SDK tries it: it checks lengths before it asks STS. */
import type { EffectiveReason } from '../../../../shared/domain/effective-configuration.ts'
import type { Surroundings } from '../surroundings.ts'

export interface WebIdentity {
  role: string
  tokenFile: string
}

const shortestRole = 20
const shortestToken = 4

/** Why the trial fails; undefined where STS is asked. */
export function webIdentityFailure(
  { disk }: Surroundings,
  { role, tokenFile }: WebIdentity,
): EffectiveReason | undefined {
  const found = disk.find(tokenFile)
  if (found.kind !== 'file') return 'token-file-missing'
  if (found.text.length < shortestToken) return 'token-file-empty'
  return isRoleTooShort(role) ? 'role-arn-too-short' : undefined
}

export function isRoleTooShort(role: string): boolean {
  return role.length < shortestRole
}
