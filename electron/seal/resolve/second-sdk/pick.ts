/** What a link of the second SDK's chain signs with, and why it may have nothing when it is asked to. */
import type { EffectiveReason } from '../../../../shared/domain/effective-configuration.ts'
import type { Pick } from '../chain.ts'

export interface LazyFailure {
  /** What the SDK prints of it. */
  text: string
  reason: EffectiveReason
  /** A failure that the SDK repeats before it gives up. */
  isRepeated: boolean
  /** The credentials are kept in a cache of their own, which says so first. */
  isCached: boolean
}

export interface SecondPick extends Pick {
  failure?: LazyFailure
}

const plainFailure = { isRepeated: false, isCached: false }

/** A pick that has nothing: what is printed of it, and how the SDK treats it. */
export function failing(
  pick: Pick,
  failure: { text: string; reason: EffectiveReason } & Partial<LazyFailure>,
): SecondPick {
  return { ...pick, failure: { ...plainFailure, ...failure } }
}
