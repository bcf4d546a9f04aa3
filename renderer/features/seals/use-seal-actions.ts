import { useState } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { Diagnosis } from '../../client/contract-types.ts'
import { diagnosisOf } from '../../client/failure.ts'
import { useNotify } from '../../ui/notifications.tsx'
import { savedAs, useRemoveSeal, useSaveSeal } from './use-seals.ts'

/** What can be done with a saved seal as a whole. A removal says what it removed and can be taken back. */
export function useSealActions() {
  const save = useSaveSeal()
  const removal = useRemoveSeal()
  const notify = useNotify()
  const [failure, setFailure] = useState<Diagnosis>()

  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      const done = await act()
      setFailure(undefined)
      return done
    } catch (error) {
      setFailure(diagnosisOf(error))
      return undefined
    }
  }

  return {
    failure,
    rename: (seal: SavedSeal, name: string) => attempt(() => save.mutateAsync(savedAs(seal, { name }))),
    duplicate: (seal: SavedSeal) =>
      attempt(() => {
        const { id: _, ...copy } = savedAs(seal, { name: copyName(seal.name) })
        return save.mutateAsync(copy)
      }),
    remove: (seal: SavedSeal) =>
      attempt(async () => {
        await removal.mutateAsync({ id: seal.id })
        notify({
          id: `removed-${seal.id}`,
          type: 'info',
          text: `Removed ${seal.name}`,
          action: { label: 'Undo', act: () => void attempt(() => save.mutateAsync(savedAs(seal))) },
        })
      }),
  }
}

/** `Name (copy)`, cut so that the copy's name is still one that can be saved. */
export function copyName(name: string): string {
  return `${name.slice(0, 113)} (copy)`
}
