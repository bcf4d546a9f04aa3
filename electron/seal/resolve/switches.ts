/** The two yes-or-no keys of the wrapper, in Go's spelling of booleans only. */
import type { Release } from '../../../shared/domain/releases.ts'
import { goBoolean, parseBoolError } from './go-text.ts'
import type { StanzaWinners } from './merge.ts'
import { Refusal } from './refusal.ts'

export interface Switches {
  keyNotRequired: boolean
  /** The wrapper's own environment names are not looked at. */
  disallowEnvVars: boolean
}

export function readSwitches(stanza: StanzaWinners, release: Release): Switches {
  return {
    keyNotRequired: readSwitch(stanza, 'key_not_required'),
    disallowEnvVars: knowsDisallow(release) && readSwitch(stanza, 'disallow_env_vars') && !release.era.envMerge,
  }
}

/** Whether the wrapper reads `disallow_env_vars` at all. Vault's does in every release, be it without effect. */
export function knowsDisallow({ product, era }: Release): boolean {
  return product === 'vault' || era.disallowEnvVarsKey
}

function readSwitch(stanza: StanzaWinners, key: string): boolean {
  const text = stanza.get(key)?.value
  if (text === undefined) return false
  const value = goBoolean(text)
  if (value === undefined) throw new Refusal(parseBoolError(text))
  return value
}
