import { createRoot } from 'react-dom/client'
import { createQueryCache, procedureKey } from '../client/query-cache.ts'
import { App } from './app.tsx'
import { askEarly } from './early.ts'

/** Draws the app in place of the static frame, and asks first for what its first screen shows. */
export function start(): void {
  const { client, early } = askEarly()
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no element to draw in.')
  const cache = createQueryCache()
  void cache.prefetchQuery({ queryKey: procedureKey('settings.read', {}), queryFn: () => early.settings, retry: false })
  void cache.prefetchQuery({ queryKey: procedureKey('seals.list', {}), queryFn: () => early.seals, retry: false })
  createRoot(root).render(<App client={client} cache={cache} />)
}
