/** Wrappers on the first SDK, as tables: where their values come from, in order. */
import { climb, type Winner } from '../candidate.ts'
import type { ChainLink } from '../chain.ts'
import type { Address, EngineRules, Prepared } from '../engine-rules.ts'
import { parseGoUrl } from '../go-text.ts'
import { stanzaKeyId, vaultKeyIdName, wrapperKeyIdName } from '../key-id.ts'
import { withoutFips } from '../partitions.ts'
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
    firstRequest: (region, { winner: { value: endpoint }, isCustom }) => {
      checkEndpoint(endpoint, isCustom, region)
      if (!chain.pick) throw new Refusal(noCredentials)
      checkRequest(endpoint, headerError(chain.pick, region))
    },
  }
}

function address(server: Server, region: Winner): Address {
  const custom = climb(endpoints, server)
  if (custom) return { winner: { ...custom, value: completed(custom.value) }, isCustom: true }
  const value = regional(region.value, endpointVariant(server.surroundings))
  const winner: Winner = { value, origin: { kind: 'default' }, rule: 'regional-endpoint', losers: [] }
  return { winner, isCustom: false, signedRegion: withoutFips(region.value) }
}

/** Throws what becomes of a request that Go cannot send: an address with a strange scheme or without a host. */
function checkRequest(endpoint: string, header: string | undefined): void {
  const { scheme = '', host = '' } = parseGoUrl(endpoint) ?? {}
  if (scheme !== 'http' && scheme !== 'https') throw unsent(`unsupported protocol scheme "${scheme}"`, endpoint)
  if (header !== undefined) throw unsent(header, endpoint)
  if (host === '') throw unsent('http: no Host in request URL', endpoint)
}

/** The SDK ends the path of the address with a slash. */
function unsent(why: string, endpoint: string): Refusal {
  const [, start = '', path = '', rest = ''] = /^([^:]*:\/\/)([^?#]*)(.*)$/s.exec(endpoint) ?? []
  const url = `${start}${path.replace(/\/?$/, '/')}${rest === '#' ? '' : rest}`
  return new Refusal(`RequestError: send request failed\ncaused by: Post "${url}": ${why}`)
}
