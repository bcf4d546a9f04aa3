import type { QueryClient } from '@tanstack/react-query'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { defaultSettings } from '../../shared/domain/settings.ts'
import type { Client } from '../client/client.ts'
import { ClientProvider } from '../client/client-provider.tsx'
import { IdentityProvider } from '../client/identity.tsx'
import { useProcedure } from '../client/procedures.ts'
import { NotificationProvider } from '../ui/notifications.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'
import { useTheme } from './theme.ts'

/** The whole page. */
export function App(props: { client: Client; cache?: QueryClient }) {
  return (
    <ErrorBoundary>
      <ClientProvider {...props}>
        <NotificationProvider>
          <Router hook={useHashLocation}>
            <WithSettings />
          </Router>
        </NotificationProvider>
      </ClientProvider>
    </ErrorBoundary>
  )
}

/** Nothing waits for the settings: until they are here, and where they cannot be read, the defaults hold. */
function WithSettings() {
  const read = useProcedure('settings.read', {}, { staleTime: Number.POSITIVE_INFINITY })
  const settings = read.data ?? (read.isError ? defaultSettings : undefined)
  useTheme(settings ?? defaultSettings)
  return (
    <IdentityProvider settings={settings}>
      <Frame settings={settings} />
    </IdentityProvider>
  )
}
