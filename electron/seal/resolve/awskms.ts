/**
 * One awskms seal from its stanza to the first request: the rules in the order in which the server goes through them, which is
 * the order of its errors. What follows an error is still told, as far as it can be.
 */
import type { EffectiveCredential, EffectiveSetting } from '../../../shared/domain/effective-configuration.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import { climb, type Winner } from './candidate.ts'
import { shownCredential } from './chain.ts'
import type { Address, EngineRules, Prepared } from './engine-rules.ts'
import { engineRules } from './engines.ts'
import { findKeyId } from './key-id.ts'
import { asWritten, merged } from './merge.ts'
import { dereferenced } from './references.ts'
import { Start, within } from './refusal.ts'
import type { SealEntry } from './seal-blocks.ts'
import { type Server, stanzaText } from './server.ts'
import { settingsOf, withoutPassword } from './settings.ts'
import type { Surroundings } from './surroundings.ts'
import { readSwitches } from './switches.ts'

export interface AwskmsSeal {
  settings: EffectiveSetting[]
  credential: EffectiveCredential
  /** What the wrapper says where it does not start, without the words that the server puts before it. */
  error?: string
  server: Server
  prepared: Prepared | undefined
}

export function resolveAwskms(entry: SealEntry, release: Release, surroundings: Surroundings): AwskmsSeal {
  const rules = engineRules[release.credentials]
  const start = new Start()
  const stanza = release.era.envMerge
    ? merged(entry.values, surroundings.environment, release.era)
    : asWritten(entry.values)
  const switches = start.attempt(() => readSwitches(stanza, release))
  const values = release.era.indirection ? start.attempt(() => dereferenced(stanza, surroundings)) : stanza
  const readsOwnNames = !release.era.envMerge && !switches?.disallowEnvVars
  const server: Server = { release, surroundings, stanza: values ?? stanza, readsOwnNames }
  const keyId = start.attempt(() => findKeyId(rules.keyId, server, !switches?.keyNotRequired))
  const region = start.attempt(() => findRegion(rules, server))
  const prepared = start.attempt(() =>
    within('error initializing AWS KMS wrapping client: ', () => rules.prepare(server)),
  )
  const address = prepared && region && start.attempt(() => prepared.address(region))
  if (prepared && region && address && !switches?.keyNotRequired) {
    start.attempt(() => request(prepared, region, address))
  }
  const endpoint = address && region && withRegion(address, region, prepared)
  const signed = region && { ...region, value: address?.signedRegion ?? region.value }
  const pick = prepared?.chain.pick
  const chain = prepared?.chain ?? { pick: undefined, steps: [] }
  return {
    settings: settingsOf({ server, entry, keyId, region: signed, endpoint, pick }),
    credential: shownCredential(chain, prepared === undefined),
    ...(start.printed === undefined ? {} : { error: withoutPassword(start.printed) }),
    server,
    prepared,
  }
}

/** A region in the stanza spares the wrapper the search; no engine goes on without one. */
function findRegion(rules: EngineRules, server: Server): Winner | undefined {
  if (stanzaText(server, 'region') === '') rules.prepareRegion(server)
  return climb(rules.region, server)
}

function request(prepared: Prepared, region: Winner, address: Address): void {
  within('error fetching AWS KMS wrapping key information: ', () => prepared.firstRequest(region.value, address))
}

/** The region's own endpoint is as random as the region. */
function withRegion({ winner, isCustom }: Address, region: Winner, prepared: Prepared | undefined): Winner {
  if (isCustom || region.origin.kind !== 'ambiguous' || !prepared) return winner
  const candidates = region.origin.candidates.map(({ value = '' }) => {
    const { winner: other } = prepared.address({ ...region, value })
    return { origin: { kind: 'default' as const }, value: other.value }
  })
  return { ...winner, origin: { kind: 'ambiguous', candidates }, rule: 'random-merge' }
}
