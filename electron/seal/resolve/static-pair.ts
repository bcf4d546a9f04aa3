/** The key pair of the stanza, with what the merge and references made of it. */

import type { Candidate } from './candidate.ts'
import { plainOrigin } from './chain.ts'
import type { KeyPair } from './environment-pair.ts'
import { Refusal } from './refusal.ts'
import { type Server, stanzaText } from './server.ts'

/** Throws for half a pair, whatever else could serve. */
export function checkStaticPair(server: Server): void {
  if ((stanzaText(server, 'access_key') === '') === (stanzaText(server, 'secret_key') === '')) return
  throw new Refusal(
    "static AWS client credentials haven't been properly configured (the access key or secret key were provided but not both)",
  )
}

export function staticPair(server: Server): KeyPair | undefined {
  const accessKey = stanzaCandidate(server, 'access_key')
  const secretKey = stanzaCandidate(server, 'secret_key')
  if (!accessKey || !secretKey) return undefined
  return { accessKey, secretKey, sessionToken: stanzaCandidate(server, 'session_token') }
}

function stanzaCandidate({ stanza }: Server, key: string): Candidate | undefined {
  const winner = stanza.get(key)
  if (!winner || winner.value === '') return undefined
  const { value, origin, rule, reference } = winner
  return { value, origin: plainOrigin(origin), rule, ...(reference !== undefined && { reference }) }
}
