import { createDraftStore } from './draft-store.ts'
import type { NewSealDraft } from './new-seal-draft.ts'
import type { PluginTexts } from './plugin-texts.ts'
import type { ConditionTexts } from './policy-conditions.ts'
import type { SealDraft } from './seal-draft.ts'

/** Unsaved changes of each seal, by its id. */
export const sealDrafts = createDraftStore<SealDraft>({ unsaved: true })

/** The plugin that each seal's export names, by the seal's id. */
export const pluginDrafts = createDraftStore<PluginTexts>()

/** What each seal's exported policies are narrowed by, by the seal's id. */
export const policyDrafts = createDraftStore<ConditionTexts>()

export interface BenchTexts {
  plaintext: string
  blob: string
}

/** What is typed on each seal's test bench, by the seal's id. */
export const benchTexts = createDraftStore<BenchTexts>()

/** The seal being made in the wizard, under its one key. */
export const newSealDrafts = createDraftStore<NewSealDraft>({ unsaved: true })
export const newSealKey = 'new'
