import { useEffect } from 'react'
import { useClient } from '../../../client/client-provider.tsx'
import { openFiles } from './open-files.ts'

/** Looks whether the open files are on disk as they were, whenever the window is turned to and when another file is shown. */
export function useOutsideChanges(activeId: string): void {
  const client = useClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is a reason to look
  useEffect(() => {
    const look = () => {
      for (const { id, path, disk } of openFiles.get().files) {
        client.call('config.version', { path }).then(
          ({ version }) => {
            const now = openFiles.file(id)
            if (now?.disk.version !== disk.version || now.path !== path) return
            const outside = version === disk.version ? undefined : version
            if (now.outside !== outside) openFiles.change(id, { outside })
          },
          // What cannot be looked at is told when it is to be saved.
          () => undefined,
        )
      }
    }
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [client, activeId])
}
