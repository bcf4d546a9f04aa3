import type { EffectiveFinding } from '../../../../shared/domain/effective-configuration.ts'
import type { ResolvedServer } from '../resolve.ts'

export function findingsOf(_: ResolvedServer): EffectiveFinding[] {
  return []
}
