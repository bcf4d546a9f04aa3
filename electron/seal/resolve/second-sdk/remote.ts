/** Credentials from a container's address or from the instance, as the second SDK asks for them. */
import type { PlainOrigin } from '../../../../shared/domain/effective-configuration.ts'
import { addressRefusal, fullUriName, misspeltHost, relativeUriName, unreadableTokenFile } from '../container.ts'
import { Refusal } from '../refusal.ts'
import type { Surroundings } from '../surroundings.ts'
import { metadataFailure, notFound } from './metadata.ts'
import { failing, type SecondPick } from './pick.ts'
import type { SharedProfile } from './shared-profile.ts'

/** An address that is not allowed stops the start; a token file that cannot be read only the first request. */
export function containerPick(surroundings: Surroundings): SecondPick {
  const found = surroundings.environment.first([relativeUriName, fullUriName])
  const refusal = found?.name === fullUriName ? addressRefusal(found.value) : undefined
  if (refusal !== undefined) throw new Refusal(refusal)
  const origin: PlainOrigin = found ? { kind: 'environment', name: found.name } : { kind: 'container' }
  const pick: SecondPick = { outcome: 'container', sessionToken: true, origin }
  const host = misspeltHost(surroundings)
  if (host !== undefined) {
    const text = `failed to load credentials, exceeded maximum number of attempts, 3, request send failed, Get "http://${host}": dial tcp: lookup ${host} on `
    return failing(pick, { reason: 'unreachable', isRepeated: true, isCached: true, text })
  }
  const tokenFile = unreadableTokenFile(surroundings)
  if (!tokenFile && surroundings.containerAnswers) return pick
  if (!tokenFile) return failing(pick, { reason: 'unreachable', isCached: true, text: 'failed to load credentials, :' })
  const { path, isDirectory } = tokenFile
  const why = isDirectory ? `read ${path}: is a directory` : `open ${path}: no such file or directory`
  return failing(pick, {
    reason: 'token-file-missing',
    isCached: true,
    text: `failed to load credentials, resolve auth token: failed to read authorization token from ${path}: ${why}`,
  })
}

const path = '/latest/meta-data/iam/security-credentials/'

export function instancePick(surroundings: Surroundings, profile: SharedProfile | undefined): SecondPick {
  const pick: SecondPick = { outcome: 'instance', sessionToken: true, origin: { kind: 'instance-metadata' } }
  const start = 'no EC2 IMDS role found, operation error ec2imds: GetMetadata, '
  const failure = metadataFailure(surroundings, profile, path)
  if (failure) {
    const reason = failure.isRepeated ? 'unreachable' : 'disabled'
    return failing(pick, { reason, isRepeated: failure.isRepeated, isCached: true, text: start + failure.text })
  }
  if (surroundings.metadata !== 'unreachable' && surroundings.metadata.role) return pick
  return failing(pick, { reason: 'no-role', isCached: true, text: start + notFound })
}
