import { useState } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useClient } from '../../client/client-provider.tsx'
import type { Diagnosis } from '../../client/contract-types.ts'
import { diagnosisOf } from '../../client/failure.ts'
import { useNotify } from '../../ui/notifications.tsx'
import { leaveSeal } from './leave-seal.ts'
import { useOnce } from './once.ts'
import { shortName } from './seal-name.ts'
import { savedAs, useRemoveSeal, useSaveSeal } from './use-seals.ts'

/**
 * What can be done with a saved seal as a whole. A removal says what it removed and can be taken back; `onRestored` is told
 * when it was.
 */
export function useSealActions(onRestored?: (seal: SavedSeal) => void) {
  const save = useSaveSeal()
  const removal = useRemoveSeal()
  const notify = useNotify()
  const once = useOnce()
  const client = useClient()
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
      attempt(() =>
        once(`duplicate ${seal.id}`, () => {
          const { id: _, ...copy } = savedAs(seal, { name: copyName(seal.name) })
          return save.mutateAsync(copy)
        }),
      ),
    /** Resolves to whether the seal is gone. */
    async remove(seal: SavedSeal): Promise<boolean> {
      const removed = await attempt(() => once(`remove ${seal.id}`, () => removal.mutateAsync({ id: seal.id })))
      if (!removed) return false
      let restoring: Promise<SavedSeal | undefined> = Promise.resolve(undefined)
      const restore = () => {
        restoring = attempt(() => save.mutateAsync(savedAs(seal)))
        void restoring.then((restored) => restored && onRestored?.(restored))
      }
      notify({
        id: `removed-${seal.id}`,
        type: 'info',
        text: `Removed ${seal.name}`,
        action: { label: 'Undo', act: restore },
        onGone: () => void restoring.then((restored) => restored ?? leaveSeal(client, seal.id)),
      })
      return true
    },
  }
}

/** `Name (copy)`, cut so that the copy's name is still one that can be saved. */
const copyName = (name: string): string => shortName(name, ' (copy)')
