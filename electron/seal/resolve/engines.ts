/** One table of rules for each credential engine of the release table. A new wrapper is a row here and its cases. */
import type { CredentialEngine } from '../../../shared/domain/releases.ts'
import type { EngineRules } from './engine-rules.ts'
import { firstEngine, oldFirstEngine } from './first-sdk/engine.ts'
import { hashicorpEngine, openBaoEngine } from './second-sdk/engine.ts'

export const engineRules: Readonly<Record<CredentialEngine, EngineRules>> = {
  A0: oldFirstEngine,
  A: firstEngine,
  BH: hashicorpEngine,
  BO: openBaoEngine,
}
