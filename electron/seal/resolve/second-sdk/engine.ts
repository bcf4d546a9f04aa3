/** Wrappers on the second SDK, HashiCorp's and OpenBao's, as tables: where their values come from, in order. */
import { climb, type Source, type Winner } from '../candidate.ts'
import type { Address, EngineRules, Prepared } from '../engine-rules.ts'
import { stanzaKeyId, vaultKeyIdName, wrapperKeyIdName } from '../key-id.ts'
import { Refusal, within } from '../refusal.ts'
import { defaultRegionName, regionName, stanzaRegion } from '../region-names.ts'
import { headerError } from '../request-header.ts'
import type { Server } from '../server.ts'
import { findCredentials, type SecondChain } from './credentials.ts'
import {
  checkEndpoint,
  checkRequest,
  endpointVariant,
  hashicorpEndpoints,
  isIgnoring,
  type Located,
  openBaoEndpoints,
  regional,
  switchedOff,
} from './endpoint.ts'
import { attemptsOf, type Load, loadDefaults, refuseBundle } from './load.ts'
import { checkRegionLoad, metadataRegion, profileRegion } from './region.ts'

interface Reading {
  endpoints: readonly Source<Located>[]
  /** The load that decides where requests go. */
  settle(server: Server, load: Load): Load
  /** Its SDK takes no region that is no host name. */
  checksRegion: boolean
}

const links = [
  'static',
  'environment',
  'web-identity',
  'profile',
  'source-profile',
  'credential-source',
  'sso',
  'process',
  'container',
  'instance',
  'assumed-role',
] as const

/**
 * HashiCorp's wrapper, which Vault runs with the environment's names in the stanza already. It loads again, with the SDK's own
 * files, when it has credentials.
 */
export const hashicorpEngine: EngineRules = {
  keyId: [stanzaKeyId],
  region: [stanzaRegion, profileRegion, metadataRegion],
  endpoint: hashicorpEndpoints,
  links,
  prepareRegion: checkRegionLoad,
  prepare: (server) =>
    prepare(server, {
      endpoints: hashicorpEndpoints,
      checksRegion: false,
      settle: (server) => {
        const load = loadDefaults(server)
        refuseBundle(server.surroundings, load)
        return load
      },
    }),
}

/** OpenBao's wrapper lives on the load that found its credentials. */
export const openBaoEngine: EngineRules = {
  keyId: [wrapperKeyIdName, vaultKeyIdName, stanzaKeyId],
  region: [stanzaRegion, regionName, defaultRegionName, profileRegion, metadataRegion],
  endpoint: openBaoEndpoints,
  links,
  prepareRegion: checkRegionLoad,
  prepare: (server) => prepare(server, { endpoints: openBaoEndpoints, checksRegion: true, settle: (_, load) => load }),
}

function prepare(server: Server, { endpoints, settle, checksRegion }: Reading): Prepared {
  const { chain, load } = findCredentials(server)
  const { profile } = settle(server, load)
  const located = { server, profile }
  const attempts = attemptsOf(server.surroundings, profile)
  return {
    chain,
    address: (region) => address(located, endpoints, region),
    firstRequest: (region, { winner, isCustom }) =>
      within('operation error KMS: DescribeKey, ', () => {
        checkIdentity(chain, attempts)
        const variant = endpointVariant(located)
        checkEndpoint({ endpoint: winner.value, isCustom, region, variant, checksRegion })
        checkRequest(winner.value, attempts, headerError(chain.pick, region))
      }),
  }
}

function checkIdentity({ failure }: SecondChain, attempts: number): void {
  if (!failure) return
  const repeated = failure.isRepeated ? `exceeded maximum number of attempts, ${attempts}, ` : ''
  throw new Refusal(`${repeated}get identity: get credentials: failed to refresh cached credentials, ${failure.text}`)
}

function address(located: Located, endpoints: readonly Source<Located>[], region: Winner): Address {
  const custom = climb(endpoints, located)
  if (custom) return { winner: custom, isCustom: true }
  const value = regional(region.value, endpointVariant(located))
  const dropped = isIgnoring(located.server.surroundings, located.profile) ? switchedOff(located) : []
  const rule = dropped.length > 0 ? 'endpoint-switched-off' : 'regional-endpoint'
  return { winner: { value, origin: { kind: 'default' }, rule, losers: dropped }, isCustom: false }
}
