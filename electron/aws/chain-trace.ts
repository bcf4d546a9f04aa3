/**
 * The record of what each link of the credential chain did. Reasons are words from a fixed list; a value never enters.
 */
import type { ChainReason, CredentialSource } from '../../shared/domain/chain-reason.ts'
import type { ChainLink } from '../../shared/domain/identity.ts'
import type { SourcePlace } from './profile-source.ts'

type Origin = NonNullable<ChainLink['origin']>

/** Collects the links in the order in which they were asked. */
export class ChainTrace {
  readonly #links: ChainLink[] = []

  used(link: CredentialSource | 'profile', reason: ChainReason, origin?: Origin): void {
    this.#add(link, 'used', reason, origin)
  }

  skipped(link: CredentialSource | 'profile', reason: ChainReason, origin?: Origin): void {
    this.#add(link, 'skipped', reason, origin)
  }

  failed(link: CredentialSource | 'profile', reason: ChainReason, origin?: Origin): void {
    this.#add(link, 'failed', reason, origin)
  }

  links(): ChainLink[] {
    return [...this.#links]
  }

  #add(link: string, outcome: ChainLink['outcome'], reason: ChainReason, origin: Origin | undefined): void {
    this.#links.push({ link, outcome, reason, ...(origin && { origin }) })
  }
}

/** The origin of something that a profile says. */
export function profileOrigin({ profile, file, line }: SourcePlace): Origin {
  return { kind: 'profile', profile, file, line }
}

/** The origin of something that an environment variable says. */
export function variableOrigin(name: string): Origin {
  return { kind: 'environment', name }
}
