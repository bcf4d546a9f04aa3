import type { LastCheck } from '../../../shared/domain/saved-seal.ts'
import type { SealCheck } from '../../client/contract-types.ts'
import { createDraftStore } from './draft-store.ts'

/** A finished check in full, beside the short record of it that is kept with the seal. */
export interface FinishedCheck {
  answer: SealCheck
  last: LastCheck
}

/** The last finished check of each seal in this window, by the seal's id. */
export const finishedChecks = createDraftStore<FinishedCheck>()

/** Checks that were ended before they could answer, and how; by the seal's id, until the next one starts. */
export const endedChecks = createDraftStore<'by-hand' | 'by-leaving'>()
