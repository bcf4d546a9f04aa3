/** Wrappers on the first SDK, as tables: where their values come from, in order. */
import { climb, type Winner } from '../candidate.ts'
import type { ChainLink } from '../chain.ts'
import type { Address, EngineRules, Prepared } from '../engine-rules.ts'
import { stanzaKeyId, vaultKeyIdName, wrapperKeyIdName } from '../key-id.ts'
import { Refusal } from '../refusal.ts'
import { defaultRegionName, regionName, stanzaRegion } from '../region-names.ts'
import { headerError } from '../request-header.ts'
import type { Server } from '../server.ts'
import { findCredentials, links, noCredentials, oldLinks } from './credentials.ts'
import { checkEndpoint, completed, endpointVariant, kmsEndpointName, regional, stanzaEndpoint } from './endpoint.ts'
import { checkRegionSession, configFileRegion, credentialsFileRegion, firstRegion, metadataRegion } from './region.ts'

const endpoints = [kmsEndpointName, stanzaEndpoint]

const tables = {
  keyId: [wrapperKeyIdName, vaultKeyIdName, stanzaKeyId],
  region: [
    stanzaRegion,
    regionName,
    defaultRegionName,
    credentialsFileRegion,
    configFileRegion,
    metadataRegion,
    firstRegion,
  ],
  endpoint: endpoints,
  prepareRegion: (server: Server) => checkRegionSession(server.surroundings),
}

/** OpenBao's wrappers up to v2.4, HashiCorp's v2. */
export const firstEngine: EngineRules = {
  ...tables,
  links: links.map(({ link }) => link),
  prepare: (server) => prepare(server, links),
}

/** The same with an older chain. */
export const oldFirstEngine: EngineRules = {
  ...tables,
  links: oldLinks.map(({ link }) => link),
  prepare: (server) => prepare(server, oldLinks),
}

function prepare(server: Server, chainLinks: readonly ChainLink[]): Prepared {
  const chain = findCredentials(chainLinks, server)
  return {
    chain,
    address: (region) => address(server, region),
    firstRequest: (region, { winner, isCustom }) => {
      const endpoint = completed(winner.value)
      checkEndpoint(endpoint, isCustom, region)
      if (!chain.pick) throw new Refusal(noCredentials)
      const header = headerError(chain.pick)
      if (header !== undefined) throw unsent(header, endpoint)
      checkScheme(endpoint)
    },
  }
}

function address(server: Server, region: Winner): Address {
  const custom = climb(endpoints, server)
  if (custom) return { winner: { ...custom, value: completed(custom.value) }, isCustom: true }
  const value = regional(region.value, endpointVariant(server.surroundings))
  return { winner: { value, origin: { kind: 'default' }, rule: 'regional-endpoint', losers: [] }, isCustom: false }
}

function checkScheme(endpoint: string): void {
  const [scheme = ''] = endpoint.split('://', 1)
  if (!/^https?$/i.test(scheme)) throw unsent(`unsupported protocol scheme "${scheme.toLowerCase()}"`, endpoint)
}

function unsent(why: string, endpoint: string): Refusal {
  return new Refusal(`RequestError: send request failed\ncaused by: Post "${endpoint.replace(/\/?$/, '/')}": ${why}`)
}
