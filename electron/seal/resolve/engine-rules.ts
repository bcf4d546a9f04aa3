/** What one kind of wrapper does: the tables of sources for its values, and the steps that can stop it. */

import type { EffectiveLink, SettingRule } from '../../../shared/domain/effective-configuration.ts'
import type { Source, Winner } from './candidate.ts'
import type { Chain } from './chain.ts'
import type { Server } from './server.ts'

/** Where a wrapper's requests go. */
export interface Address {
  winner: Winner
  /** Not the region's own. */
  isCustom: boolean
  /** The region that requests are signed for, where the SDK makes another of the one that was found. */
  signedRegion?: string
}

/** What a wrapper has in hand before it asks KMS. Each part may be missing where a step failed. */
export interface Prepared {
  chain: Chain
  /** Throws what the first request fails with before KMS hears of it. */
  firstRequest(region: string, address: Address): void
  /** Throws when the settings of the address cannot be loaded. */
  address(region: Winner): Address
}

export interface EngineRules {
  keyId: readonly Source<Server>[]
  region: readonly Source<Server>[]
  /** The sources of an address, the region's own after them all. */
  endpoint: readonly { rule: SettingRule }[]
  /** Where the chain looks for credentials. */
  links: readonly EffectiveLink[]
  /** Done before any source but the stanza is asked for a region; throws what stops it. */
  prepareRegion(server: Server): void
  /** Throws what stops the wrapper before it asks KMS. */
  prepare(server: Server): Prepared
}
