import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useClient } from '../../client/client-provider.tsx'

/** Where configuration files are edited. */
export const editorPath = '/seals/file'

/** Opens configuration files in the editor. What it takes is read when the first file is opened. */
export function useOpenConfiguration() {
  const client = useClient()
  const [, navigate] = useLocation()
  return useMemo(() => {
    const acts = () => import('./editor/open-acts.ts')
    const showIf = (opened: boolean) => {
      if (opened) navigate(editorPath)
    }
    return {
      pick: async (what: 'files' | 'folder') => showIf(await (await acts()).openChosen(client, what)),
      dropped: async () => showIf(await (await acts()).openChosen(client, 'dropped')),
      again: async (path: string) => showIf(await (await acts()).openAgain(client, path)),
    }
  }, [client, navigate])
}
