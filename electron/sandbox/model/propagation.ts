/**
 * KMS spreads some changes slowly. On request the sandbox does too: for a while a lookup still meets the alias as it was,
 * a new grant needs its token, and a rotation is still under way. Nothing of this is stored; a restart has caught up.
 */
import type { Clock } from '../clock.ts'
import { type AliasRecord, aliasArn } from './key.ts'

interface Former {
  readonly until: number
  readonly alias: AliasRecord | undefined
}

export class Propagation {
  readonly #clock: Clock
  readonly #aliases = new Map<string, Former>()
  readonly #grants = new Map<string, number>()
  readonly #rotations = new Map<string, { readonly until: number; readonly since: number }>()
  #delay = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get delay(): number {
    return this.#delay
  }

  /** Milliseconds that a change needs from now on; 0: it is seen at once. */
  slowDown(delay: number): void {
    this.#delay = delay
    if (delay > 0) return
    this.#aliases.clear()
    this.#grants.clear()
    this.#rotations.clear()
  }

  aliasChanged(arn: string, before: AliasRecord | undefined): void {
    if (this.#delay === 0) return
    this.#forgetKnown()
    this.#aliases.set(arn, { until: this.#clock() + this.#delay, alias: before })
  }

  /** The alias as a lookup meets it now. */
  alias(place: Parameters<typeof aliasArn>[0], current: AliasRecord | undefined): AliasRecord | undefined {
    if (this.#aliases.size === 0) return current
    const former = this.#aliases.get(aliasArn(place))
    return former && this.#clock() < former.until ? former.alias : current
  }

  grantCreated(id: string): void {
    if (this.#delay === 0) return
    this.#forgetKnown()
    this.#grants.set(id, this.#clock() + this.#delay)
  }

  isGrantKnown(id: string): boolean {
    return this.#grants.size === 0 || this.#clock() >= (this.#grants.get(id) ?? 0)
  }

  rotationStarted(keyArn: string, since: number): void {
    if (this.#delay === 0) return
    this.#forgetKnown()
    this.#rotations.set(keyArn, { until: this.#clock() + this.#delay, since })
  }

  /** Since when a rotation on demand has been under way, or undefined when none is. */
  rotationSince(keyArn: string): number | undefined {
    const rotation = this.#rotations.get(keyArn)
    return rotation && this.#clock() < rotation.until ? rotation.since : undefined
  }

  /** Drops what has been seen everywhere, now and then, so that nothing grows with the number of changes. */
  #forgetKnown(): void {
    if (this.#aliases.size + this.#grants.size + this.#rotations.size < 1000) return
    const now = this.#clock()
    for (const [arn, { until }] of this.#aliases) if (until <= now) this.#aliases.delete(arn)
    for (const [id, until] of this.#grants) if (until <= now) this.#grants.delete(id)
    for (const [arn, { until }] of this.#rotations) if (until <= now) this.#rotations.delete(arn)
  }
}
