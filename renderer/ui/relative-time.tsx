import { useCallback, useSyncExternalStore } from 'react'
import { relativeTimeText, utcText } from './relative-time-text.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for every time on the page. A time is drawn anew only when its own words change. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 5000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A moment as its distance from now, with the exact UTC on hover. */
export function RelativeTime(props: { at: string }) {
  const at = Date.parse(props.at)
  const text = useSyncExternalStore(
    subscribe,
    useCallback(() => relativeTimeText(at, Date.now()), [at]),
  )
  return (
    <time dateTime={props.at} title={utcText(at)}>
      {text}
    </time>
  )
}
