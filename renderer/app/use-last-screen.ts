import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Settings } from '../../shared/domain/settings.ts'
import { useClient } from '../client/client-provider.tsx'
import { screenOf } from './screens.ts'

/** Opens where the user was when the app was last closed, and remembers where the user goes. */
export function useLastScreen(settings: Settings | undefined, path: string): void {
  const client = useClient()
  const [, navigate] = useLocation()
  const openedAt = useRef<string | undefined>(location.hash.length > 2 ? path : undefined)
  const remembered = useRef<string | undefined>(undefined)

  useEffect(() => {
    if (!settings || remembered.current !== undefined) return
    remembered.current = settings.lastScreen
    if (openedAt.current === undefined && screenOf(settings.lastScreen))
      navigate(settings.lastScreen, { replace: true })
  }, [settings, navigate])

  useEffect(() => {
    if (remembered.current === undefined || remembered.current === path || !screenOf(path)) return
    const timer = setTimeout(() => {
      remembered.current = path
      // Where it cannot be written, the next start opens elsewhere; nothing else depends on it.
      client.call('settings.write', { lastScreen: path.slice(0, 200) }).catch(() => undefined)
    }, 400)
    return () => clearTimeout(timer)
  }, [client, path])
}
