import { useEffect } from 'react'
import { useIdentity } from '../client/identity.tsx'
import { useProcedure } from '../client/procedures.ts'
import { useNotify } from '../ui/notifications.tsx'

/** Tells of files that were found damaged and replaced: the sandbox's store, and the settings. Each lies whole beside its place. */
export function useDamageNotices(): void {
  const notify = useNotify()
  const { status } = useIdentity()
  // The first screen needs none of this, and the identity is asked for once that one stands.
  const later = { enabled: status !== 'loading' }
  const sandbox = useProcedure('sandbox.status', {}, later)
  const info = useProcedure('app.info', {}, { ...later, staleTime: Number.POSITIVE_INFINITY })
  const store = sandbox.data?.keptAside.join(', ')
  const settings = info.data?.settingsKeptAside.join(', ')

  useEffect(() => {
    if (store) notify({ id: 'sandbox-damaged', type: 'warning', text: sandboxText(store) })
  }, [notify, store])
  useEffect(() => {
    if (settings) notify({ id: 'settings-damaged', type: 'warning', text: settingsText(settings) })
  }, [notify, settings])
}

const sandboxText = (paths: string) =>
  `The store of the sandbox was damaged, so all its keys are new. What the old ones wrapped opens only with the damaged store, which was kept whole: ${paths}`

const settingsText = (paths: string) =>
  `The settings were damaged, so the app took its defaults. The damaged file was kept whole: ${paths}`
