import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Settings } from '../../shared/domain/settings.ts'
import { type RemedyActs, RemedyActsProvider } from '../diagnosis/remedy-acts.tsx'
import { useOpenConfiguration } from '../features/seals/open-configuration.ts'
import { NotificationArea } from '../ui/notifications.tsx'
import { Arrival } from './arrival.tsx'
import { DropTarget } from './drop-target.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { IdentityBar } from './identity-bar.tsx'
import { Navigation } from './navigation.tsx'
import { Routes } from './routes.tsx'
import { SandboxNotice } from './sandbox-notice.tsx'
import { placeOf, screenOf, screens } from './screens.ts'
import { useShortcuts } from './shortcuts.ts'
import { useDamageNotices } from './use-damage-notices.ts'
import { useLastScreen } from './use-last-screen.ts'
import { useRemedies } from './use-remedies.ts'

const Switcher = lazy(() => import('./switcher.tsx').then((m) => ({ default: m.Switcher })))

/** What is always there: the identity bar, the screens, and the place where one of them stands. */
export function Frame({ settings }: { settings: Settings | undefined }) {
  const [path, navigate] = useLocation()
  const [switching, setSwitching] = useState(false)
  const main = useRef<HTMLElement>(null)
  const open = useOpenConfiguration()
  const openSwitcher = useCallback(() => setSwitching(true), [])
  const remedies = useRemedies(openSwitcher)
  useLastScreen(settings, path)
  useDamageNotices()

  const shortcuts = useMemo(
    () => ({
      p: openSwitcher,
      n: () => navigate('/seals/new'),
      o: () => void open.pick('files'),
      ...Object.fromEntries(screens.map(({ number, path: to }) => [String(number), () => navigate(to)])),
    }),
    [navigate, openSwitcher, open],
  )
  useShortcuts(shortcuts)

  const screen = screenOf(path)?.path

  return (
    <RemedyActsProvider acts={remedies}>
      <div className="sw-frame">
        <IdentityBar onSwitch={openSwitcher} />
        <Navigation path={path} />
        <main className="sw-main" id="main" ref={main} tabIndex={-1}>
          <div className="sw-notices">
            <NotificationArea />
            {screen !== '/settings' && <SandboxNotice />}
          </div>
          <ErrorBoundary key={screen}>
            <Routes>
              <Arrival key={placeOf(path)} main={main} />
            </Routes>
          </ErrorBoundary>
        </main>
        <DropTarget onDrop={() => void open.dropped()} />
        {switching && (
          <RemedyActsProvider acts={insideSwitcher(remedies, () => setSwitching(false))}>
            <Suspense>
              <Switcher onClose={() => setSwitching(false)} />
            </Suspense>
          </RemedyActsProvider>
        )}
      </div>
    </RemedyActsProvider>
  )
}

/** In the switcher there is no button that opens it, and one that leads to a screen closes it. */
function insideSwitcher({ 'switch-identity': _, ...acts }: RemedyActs, close: () => void): RemedyActs {
  return Object.fromEntries(
    Object.entries(acts).map(([name, act]) => [
      name,
      () => {
        const mending = act()
        close()
        return mending
      },
    ]),
  )
}
