/**
 * How Vault from 1.15 on puts AWS environment variables over a stanza, key by key, before the wrapper sees it. Where two
 * variables with different values stand for one key, each start of the server picks one of them at random.
 */
import type { Release } from '../../../shared/domain/releases.ts'
import type { Candidate, Winner } from './candidate.ts'
import { normalAddress } from './normal-address.ts'
import type { StanzaValue } from './seal-blocks.ts'
import type { Environment } from './surroundings.ts'

/** The variables for each key of a stanza. No other AWS name is merged. */
const mergedNames: Readonly<Record<string, readonly string[]>> = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  access_key: ['AWS_ACCESS_KEY_ID'],
  secret_key: ['AWS_SECRET_ACCESS_KEY'],
  session_token: ['AWS_SESSION_TOKEN'],
  kms_key_id: ['AWSKMS_WRAPPER_KEY_ID', 'VAULT_AWSKMS_SEAL_KEY_ID'],
  endpoint: ['AWS_KMS_ENDPOINT'],
}

export type StanzaWinners = ReadonlyMap<string, Winner>

/** The stanza as it is written. */
export function asWritten(values: ReadonlyMap<string, StanzaValue>): StanzaWinners {
  return new Map([...values].map(([key, value]) => [key, { ...written(key, value), losers: [] }]))
}

/** The stanza with the environment over it. The releases that rewrite addresses in a stanza do so here, too. */
export function merged(
  values: ReadonlyMap<string, StanzaValue>,
  environment: Environment,
  { normalAddresses }: Release['era'],
): StanzaWinners {
  const result = new Map(asWritten(values))
  for (const [key, names] of Object.entries(mergedNames)) {
    const winner = overlay(names, environment, values.get(key), key)
    const isAddress = normalAddresses && key === 'endpoint'
    if (winner) result.set(key, isAddress ? { ...winner, value: normalAddress(winner.value) } : winner)
  }
  return result
}

function written(key: string, { text, line }: StanzaValue): Candidate {
  return { value: text, origin: { kind: 'stanza', key, line }, rule: 'stanza' }
}

function overlay(
  names: readonly string[],
  environment: Environment,
  stanza: StanzaValue | undefined,
  key: string,
): Winner | undefined {
  const candidates = names.flatMap((name): Candidate[] => {
    const value = environment.read(name)
    return value === '' ? [] : [{ value, origin: { kind: 'environment', name }, rule: 'merge' }]
  })
  const [first, ...others] = candidates
  if (!first) return undefined
  const below = stanza && stanza.text !== '' ? [written(key, stanza)] : []
  if (others.every(({ value }) => value === first.value)) return { ...first, losers: [...others, ...below] }
  const origin = { kind: 'ambiguous' as const, candidates: candidates.map(({ value, origin }) => ({ value, origin })) }
  return { value: first.value, origin, rule: 'random-merge', losers: below }
}
