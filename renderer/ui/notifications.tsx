import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

export interface Notice {
  /** A second notice with the same id takes the place of the first. */
  id: string
  type: 'success' | 'info' | 'warning'
  text: ReactNode
  /** A way back, as in "Undo". The notice goes when it is taken. */
  action?: { label: string; act: () => void }
  /** Called when the notice goes, however it goes. */
  onGone?: () => void
}

interface Notifications {
  notices: readonly Notice[]
  notify(notice: Notice): void
  dismiss(id: string): void
}

const NotificationsContext = createContext<Notifications | undefined>(undefined)

/** How long a notice stays by itself, in milliseconds: longer with a way back, and a warning until it is put away. */
function stayOf({ type, action }: Notice): number | undefined {
  if (type === 'warning') return undefined
  return action ? 20_000 : 6000
}

/** Keeps the notices of a tree. Failures are no notices: they have a panel of their own. */
export function NotificationProvider(props: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const ends = useRef(new Map<string, () => void>())
  const dismiss = useCallback((id: string) => {
    clearTimeout(timers.current.get(id))
    timers.current.delete(id)
    setNotices((all) => all.filter((notice) => notice.id !== id))
    const onGone = ends.current.get(id)
    ends.current.delete(id)
    onGone?.()
  }, [])
  const notify = useCallback(
    (notice: Notice) => {
      dismiss(notice.id)
      setNotices((all) => [notice, ...all])
      if (notice.onGone) ends.current.set(notice.id, notice.onGone)
      const ms = stayOf(notice)
      if (ms !== undefined) timers.current.set(notice.id, setTimeout(dismiss, ms, notice.id))
    },
    [dismiss],
  )
  useEffect(() => () => timers.current.forEach(clearTimeout), [])
  const value = useMemo(() => ({ notices, notify, dismiss }), [notices, notify, dismiss])
  return <NotificationsContext value={value}>{props.children}</NotificationsContext>
}

/** The notices that stand now, for the place that draws them. */
export function useNotices(): Notifications {
  const notifications = useContext(NotificationsContext)
  if (!notifications) throw new Error('Notices need a NotificationProvider above them.')
  return notifications
}

/** Puts a notice on the page: `notify({ id, type, text, action? })`. */
export function useNotify(): (notice: Notice) => void {
  return useNotices().notify
}

const NoticeBar = lazy(() => import('./notice-bar.tsx').then((m) => ({ default: m.NoticeBar })))

/** Draws the notices over the page. Costs nothing until there is one. */
export function NotificationArea() {
  const { notices, dismiss } = useNotices()
  if (notices.length === 0) return null
  return (
    <Suspense>
      <NoticeBar notices={notices} dismiss={dismiss} />
    </Suspense>
  )
}
