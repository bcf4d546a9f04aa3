/**
 * The credential chain of wrappers on the second SDK. A profile that is wanted is all that counts; without one the environment
 * comes first. Much of what is wrong with a source stops the start at once, the rest only when KMS is asked.
 */
import type { CredentialStep, PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import { type Chain, picked, step } from '../chain.ts'
import { environmentPair, hasHalfPair } from '../environment-pair.ts'
import { within } from '../refusal.ts'
import { type Server, stanzaText } from '../server.ts'
import { checkStaticPair, staticPair } from '../static-pair.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Load, loadForCredentials, refuseBundle } from './load.ts'
import type { LazyFailure, SecondPick } from './pick.ts'
import { ProfileChain, type Tuning, webIdentity } from './profile-chain.ts'

/** A chain whose pick may turn out to have nothing when it is asked to sign. */
export interface SecondChain extends Chain {
  failure?: LazyFailure | undefined
}

export const roleName = 'AWS_ROLE_ARN'
export const tokenFileName = 'AWS_WEB_IDENTITY_TOKEN_FILE'

/** Loads as the wrapper does before it talks to KMS; throws what stops it. */
export function findCredentials(server: Server): { chain: SecondChain; load: Load } {
  checkStaticPair(server)
  return within("failed to load SDK's default configurations with given credential options: ", () => {
    const load = loadForCredentials(server)
    refuseBundle(server.surroundings, load)
    const pair = staticPair(server)
    if (!pair) return { chain: chainOf(server.surroundings, load, tuningOf(server)), load }
    const steps: CredentialStep[] = [
      step('static', 'used', 'found', pair.accessKey.origin),
      ...(['environment', 'web-identity', 'profile', 'container', 'instance'] as const).map((link) =>
        step(link, 'skipped', 'outranked'),
      ),
    ]
    return { chain: { pick: picked('static', pair), steps }, load }
  })
}

/** What the stanza says about roles: it changes steps that the chain takes anyway, and adds none. */
function tuningOf(server: Server): Tuning {
  return {
    role: stanzaText(server, 'role_arn'),
    tokenFile: stanzaText(server, 'web_identity_token_file'),
    repeatsSts: server.release.credentials === 'BH',
  }
}

/** The chain of one load. Throws what the SDK refuses before anything is fetched. */
export function chainOf(surroundings: Surroundings, load: Load, tuning: Tuning): SecondChain {
  const steps: CredentialStep[] = [step('static', 'skipped', 'not-set')]
  const direct = load.isProfileWanted
    ? skipEnvironment(surroundings, steps)
    : askEnvironment(surroundings, tuning, steps)
  if (direct) return { pick: direct, steps, failure: direct.failure }
  const pick = new ProfileChain(surroundings, load, tuning, steps).ask()
  return { pick: pick.failure ? undefined : pick, steps, failure: pick.failure }
}

function skipEnvironment({ environment }: Surroundings, steps: CredentialStep[]): undefined {
  steps.push(step('environment', 'skipped', environmentPair(environment) ? 'profile-wanted' : 'not-set'))
  steps.push(step('web-identity', 'skipped', environment.read(tokenFileName) === '' ? 'not-set' : 'profile-wanted'))
}

function askEnvironment(surroundings: Surroundings, tuning: Tuning, steps: CredentialStep[]): SecondPick | undefined {
  const { environment } = surroundings
  const pair = environmentPair(environment)
  if (pair) {
    steps.push(step('environment', 'used', 'found', pair.accessKey.origin))
    for (const link of ['web-identity', 'profile', 'container', 'instance'] as const) {
      steps.push(step(link, 'skipped', 'outranked'))
    }
    return picked('environment', pair)
  }
  steps.push(step('environment', 'skipped', hasHalfPair(environment) ? 'half-pair' : 'not-set'))
  const tokenFile = environment.read(tokenFileName)
  if (tokenFile === '') {
    steps.push(step('web-identity', 'skipped', 'not-set'))
    return undefined
  }
  const origin: PlainOrigin = { kind: 'environment', name: tokenFileName }
  const found = webIdentity(surroundings, { role: environment.read(roleName), tokenFile }, tuning, origin)
  const failure = found.failure
  steps.push(step('web-identity', failure ? 'failed' : 'used', failure?.reason ?? 'found', origin))
  return found
}
