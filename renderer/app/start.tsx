import { createRoot } from 'react-dom/client'
import type { Client } from '../client/client.ts'
import { createQueryCache, procedureKey } from '../client/query-cache.ts'
import { App } from './app.tsx'
import type { EarlyAnswers } from './early.ts'
import { preloadScreen } from './routes.tsx'

/** Draws the app in place of the static frame. */
export function start(client: Client, early: EarlyAnswers): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no element to draw in.')
  const cache = createQueryCache()
  void cache.prefetchQuery({ queryKey: procedureKey('settings.read', {}), queryFn: () => early.settings, retry: false })
  void cache.prefetchQuery({ queryKey: procedureKey('seals.list', {}), queryFn: () => early.seals, retry: false })
  preloadScreen(location.hash.slice(1))
  createRoot(root).render(<App client={client} cache={cache} />)
}
