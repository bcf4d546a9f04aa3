import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import type { Client } from './client.ts'
import { createQueryCache } from './query-cache.ts'

const ClientContext = createContext<Client | undefined>(undefined)

/** Gives a tree its client and a cache of its own. */
export function ClientProvider(props: { client: Client; cache?: QueryClient; children: ReactNode }) {
  const [cache] = useState(() => props.cache ?? createQueryCache())
  return (
    <ClientContext value={props.client}>
      <QueryClientProvider client={cache}>{props.children}</QueryClientProvider>
    </ClientContext>
  )
}

/** The client of the tree, for calls that no hook covers. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient needs a ClientProvider above it.')
  return client
}
