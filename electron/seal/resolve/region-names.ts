/** The environment's names for a region, which both SDKs read in the same order. */
import { fromEnvironment, type Source } from './candidate.ts'
import { type Server, stanzaSource } from './server.ts'

export const stanzaRegion = stanzaSource('region')

export const regionName: Source<Server> = {
  rule: 'region-name',
  read: ({ surroundings }) => fromEnvironment(surroundings.environment, 'AWS_REGION', 'region-name'),
}

export const defaultRegionName: Source<Server> = {
  rule: 'default-region-name',
  read: ({ surroundings }) => fromEnvironment(surroundings.environment, 'AWS_DEFAULT_REGION', 'default-region-name'),
}
