import type { Connection } from '../../../shared/domain/connection.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { SealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { Diagnosis } from '../../client/contract-types.ts'
import { sealDrafts } from './drafts.ts'
import type { ParameterName } from './parameter-facts.ts'
import { parameterFaults } from './parameter-faults.ts'
import { draftOf, parametersOf, type SealDraft, sameDraft } from './seal-draft.ts'
import { type UnfinishedEngine, unfinishedFields } from './unfinished-engine.ts'
import { savedAs, useSaveSeal } from './use-seals.ts'

export interface SealDraftControl {
  draft: SealDraft
  parameters: SealParameters
  /** Whether the form says something else than the saved seal. */
  dirty: boolean
  /** Why a field cannot be saved as it is. */
  faults: Partial<Record<ParameterName, string>>
  /** Labels of version fields that hold no version yet. */
  unfinished: readonly string[]
  canSave: boolean
  saving: boolean
  failure: Diagnosis | undefined
  setText(name: ParameterName, text: string): void
  setEngine(engine: Engine, unfinished: UnfinishedEngine): void
  setConnection(connection: Connection): void
  /** Resolves to the seal as it was saved; to nothing where it was not, and `failure` says why. */
  save(): Promise<SavedSeal | undefined>
  discard(): void
}

/** The form of a seal. It outlives the screen: going away and coming back finds the unsaved changes as they were. */
export function useSealDraft(seal: SavedSeal): SealDraftControl {
  const saved = draftOf(seal)
  const kept = sealDrafts.use(seal.id)
  const draft = kept ? { ...kept, name: seal.name } : saved
  const command = useSaveSeal()
  const change = (next: SealDraft) => {
    if (command.isError) command.reset()
    sealDrafts.set(seal.id, sameDraft(next, saved) ? undefined : next)
  }
  const faults = parameterFaults(draft.texts)
  const unfinished = unfinishedFields(draft.engine, draft.unfinished)
  const canSave = Object.keys(faults).length === 0 && unfinished.length === 0

  return {
    draft,
    parameters: parametersOf(draft.texts),
    dirty: !sameDraft(draft, saved),
    faults,
    unfinished,
    canSave,
    saving: command.isPending,
    failure: command.error?.diagnosis,
    setText: (name, text) => change({ ...draft, texts: { ...draft.texts, [name]: text } }),
    setEngine: (engine, unfinished) => change({ ...draft, engine, unfinished }),
    setConnection: (connection) => change({ ...draft, connection }),
    discard: () => change(saved),
    async save() {
      if (!canSave || command.isPending) return undefined
      const { engine, connection, texts } = draft
      try {
        const done = await command.mutateAsync({
          ...savedAs(seal),
          engine,
          connection,
          parameters: parametersOf(texts),
        })
        sealDrafts.set(seal.id, undefined)
        return done
      } catch {
        return undefined
      }
    },
  }
}
