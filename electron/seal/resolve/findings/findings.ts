/** All findings about a server: what stops it, and what does not do what its configuration seems to say. */
import type { EffectiveFinding } from '../../../../shared/domain/effective-configuration.ts'
import type { ResolvedServer } from '../resolve.ts'
import { addressRules } from './addresses.ts'
import { credentialRules } from './credentials.ts'
import { environmentRules } from './environment.ts'
import { Subject } from './finding.ts'
import { profileRules } from './profiles.ts'
import { serverRules } from './server.ts'
import { stanzaRules } from './stanza.ts'

const sealRules = [...stanzaRules, ...environmentRules, ...credentialRules, ...profileRules, ...addressRules]

export function findingsOf(server: ResolvedServer): EffectiveFinding[] {
  const subjects = server.seals.flatMap((resolved) =>
    resolved.awskms ? [new Subject(server, resolved, resolved.awskms)] : [],
  )
  return once([
    ...serverRules.flatMap((rule) => rule(server)),
    ...subjects.flatMap((subject) => sealRules.flatMap((rule) => rule(subject))),
  ])
}

/** What is true of several seals and names none of them is told once. */
function once(findings: EffectiveFinding[]): EffectiveFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
}
