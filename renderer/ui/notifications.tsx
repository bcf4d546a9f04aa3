import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'

export interface Notice {
  /** A second notice with the same id takes the place of the first. */
  id: string
  type: 'success' | 'info' | 'warning'
  text: ReactNode
  /** A way back, as in "Undo". The notice goes when it is taken. */
  action?: { label: string; act: () => void }
}

interface Notifications {
  notices: readonly Notice[]
  notify(notice: Notice): void
  dismiss(id: string): void
}

const NotificationsContext = createContext<Notifications | undefined>(undefined)

/** How long a notice without an action stays, and one with a way back, in milliseconds. */
const stays = { plain: 6000, withAction: 20_000 }

/** Keeps the notices of a tree. Failures are no notices: they have a panel of their own. */
export function NotificationProvider(props: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const dismiss = useCallback((id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)), [])
  const notify = useCallback(
    (notice: Notice) => setNotices((all) => [notice, ...all.filter(({ id }) => id !== notice.id)]),
    [],
  )
  const value = useMemo(() => ({ notices, notify, dismiss }), [notices, notify, dismiss])
  return <NotificationsContext value={value}>{props.children}</NotificationsContext>
}

function useNotifications(): Notifications {
  const notifications = useContext(NotificationsContext)
  if (!notifications) throw new Error('Notices need a NotificationProvider above them.')
  return notifications
}

/** Puts a notice on the page: `notify({ id, type, text, action? })`. */
export function useNotify(): (notice: Notice) => void {
  return useNotifications().notify
}

const NoticeBar = lazy(() => import('./notice-bar.tsx').then((m) => ({ default: m.NoticeBar })))

/** Where the notices stand. Costs nothing until there is one. */
export function NotificationArea() {
  const { notices, dismiss } = useNotifications()
  useEffect(() => {
    const timers = notices
      .filter(({ type }) => type !== 'warning')
      .map(({ id, action }) => setTimeout(() => dismiss(id), action ? stays.withAction : stays.plain))
    return () => timers.forEach(clearTimeout)
  }, [notices, dismiss])
  if (notices.length === 0) return null
  return (
    <Suspense>
      <NoticeBar notices={notices} dismiss={dismiss} />
    </Suspense>
  )
}
