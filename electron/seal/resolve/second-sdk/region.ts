/**
 * Where the second SDK finds a region when the stanza has none: the environment, the profile, instance metadata. It never ends
 * at a default: what metadata cannot say stops the start.
 */
import type { Source } from '../candidate.ts'
import { Refusal, within } from '../refusal.ts'
import type { Server } from '../server.ts'
import { chainOf } from './credentials.ts'
import { checkBundle, loadDefaults } from './load.ts'
import { metadataFailure, notFound } from './metadata.ts'

/** Throws what the server prints when the load that looks for a region fails; it looks for credentials, too. */
export function checkRegionLoad(server: Server): void {
  within('got error when loading default configuration: ', () => {
    const load = loadDefaults(server)
    checkBundle(server.surroundings, load)
    chainOf(server.surroundings, load, { role: '', tokenFile: '', repeatsSts: false })
  })
}

export const profileRegion: Source<Server> = {
  rule: 'profile-region',
  read: (server) => {
    const profile = defaultProfile(server)
    const region = profile?.entries.get('region')
    if (!profile || !region || region.value === '') return undefined
    const { file, line } = region
    return {
      value: region.value,
      origin: { kind: 'profile', profile: profile.name, file, line },
      rule: 'profile-region',
    }
  },
}

/** The profile of the SDK's own files; none where they cannot be loaded, which matters only without a region in the stanza. */
function defaultProfile(server: Server) {
  try {
    return loadDefaults(server).profile
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const path = '/latest/dynamic/instance-identity/document'

export const metadataRegion: Source<Server> = {
  rule: 'metadata-region',
  isFallback: true,
  read: (server) => {
    const { surroundings } = server
    const { metadata } = surroundings
    const failure = metadataFailure(surroundings, defaultProfile(server), path)
    if (failure) throw noRegion(failure.text)
    if (metadata === 'unreachable' || metadata.region === undefined) throw noRegion(notFound)
    if (metadata.region === '') {
      throw noRegion('unable to get deserialized result for response, instance metadata did not return a region value')
    }
    return { value: metadata.region, origin: { kind: 'instance-metadata' }, rule: 'metadata-region' }
  },
}

function noRegion(why: string): Refusal {
  return new Refusal(`unable to retrieve region from instance metadata: operation error ec2imds: GetRegion, ${why}`)
}
