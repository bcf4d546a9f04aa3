import { createDraftStore } from './draft-store.ts'
import type { NewSealDraft } from './new-seal-draft.ts'
import type { SealDraft } from './seal-draft.ts'

/** Unsaved changes of each seal, by its id. */
export const sealDrafts = createDraftStore<SealDraft>({ unsaved: true })

/** The seal being made in the wizard, under its one key. */
export const newSealDrafts = createDraftStore<NewSealDraft>({ unsaved: true })
export const newSealKey = 'new'
