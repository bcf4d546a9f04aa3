/**
 * Where the first SDK finds a region when the stanza has none: the environment, the two AWS files, instance metadata, and when
 * none of these says anything, us-east-1 without a word.
 */
import type { Candidate, Source } from '../candidate.ts'
import { isMetadataDisabled } from '../metadata.ts'
import { Refusal, within } from '../refusal.ts'
import type { Server } from '../server.ts'
import { defaultConfigFile, defaultCredentialsFile, type Surroundings } from '../surroundings.ts'
import { readFile } from './ini.ts'
import { defaultProfileName, newSession, profileName } from './session.ts'

/** Throws what the server prints when the session that looks for a region cannot be made. */
export function checkRegionSession(surroundings: Surroundings): void {
  within('got error when starting session: ', () => newSession(surroundings, { isShared: true }))
}

export const credentialsFileRegion: Source<Server> = {
  rule: 'credentials-file-region',
  read: ({ surroundings }) => regionIn(surroundings, defaultCredentialsFile(surroundings), 'credentials-file-region'),
}

export const configFileRegion: Source<Server> = {
  rule: 'config-file-region',
  read: ({ surroundings }) => regionIn(surroundings, defaultConfigFile(surroundings), 'config-file-region'),
}

function regionIn(surroundings: Surroundings, file: string, rule: Candidate['rule']): Candidate | undefined {
  const found = surroundings.disk.find(file)
  const sections = found.kind === 'file' ? readFile(found) : undefined
  const profile = surroundings.environment.first([profileName, defaultProfileName])?.value ?? 'default'
  const region = (sections?.get(profile) ?? sections?.get(`profile ${profile}`))?.get('region')
  if (!region || region.value === '') return undefined
  return { value: region.value, origin: { kind: 'profile', profile, file, line: region.line }, rule }
}

export const metadataRegion: Source<Server> = {
  rule: 'metadata-region',
  isFallback: true,
  read: ({ surroundings }) => {
    const { metadata } = surroundings
    if (metadata === 'unreachable' || metadata.region === undefined || isMetadataDisabled(surroundings))
      return undefined
    if (metadata.region !== '') {
      return { value: metadata.region, origin: { kind: 'instance-metadata' }, rule: 'metadata-region' }
    }
    throw new Refusal(
      'unable to retrieve region from instance metadata: EC2MetadataError: invalid region received for ec2metadata instance',
    )
  },
}

export const firstRegion: Source<Server> = {
  rule: 'first-region',
  isFallback: true,
  read: () => ({ value: 'us-east-1', origin: { kind: 'default' }, rule: 'first-region' }),
}
