/** One awskms seal on one server: what the rules of its parameters are asked about. */
import type { Release } from '../../../shared/domain/releases.ts'
import type { Source, Winner } from './candidate.ts'
import type { StanzaWinners } from './merge.ts'
import type { Surroundings } from './surroundings.ts'

export interface Server {
  release: Release
  surroundings: Surroundings
  /** The stanza with the merge over it and its references resolved. */
  stanza: StanzaWinners
  /** Whether the wrapper looks at environment names of its own: not after the merge, nor where the stanza forbids it. */
  readsOwnNames: boolean
}

/** The text of a key; '' where the stanza has none. */
export function stanzaText({ stanza }: Server, key: string): string {
  return stanza.get(key)?.value ?? ''
}

/** A key of the stanza as a source: empty counts as not given. */
export function stanzaSource(key: string): Source<Server> {
  return { rule: 'stanza', read: ({ stanza }) => nonEmpty(stanza.get(key)) }
}

function nonEmpty(winner: Winner | undefined): Winner | undefined {
  return winner && winner.value !== '' ? winner : undefined
}
