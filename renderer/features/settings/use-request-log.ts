import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useClient } from '../../client/client-provider.tsx'
import type { Diagnosis } from '../../client/contract-types.ts'
import { diagnosisOf } from '../../client/failure.ts'
import { type LogLine, withNewer } from './request-lines.ts'

/** As many as the sandbox remembers. */
const atOnce = 1000
const pauseMs = 1000

/**
 * The requests to the sandbox, newest first, followed once a second: only what came after the newest known one is asked
 * for, and nothing while the window is out of sight.
 */
export function useRequestLog(isPaused: boolean) {
  const client = useClient()
  const [lines, setLines] = useState<readonly LogLine[] | undefined>(undefined)
  const [failure, setFailure] = useState<Diagnosis | undefined>(undefined)
  const newest = useRef<string | undefined>(undefined)
  const isFollowing = useIsInSight() && !isPaused && !failure

  useEffect(() => {
    if (!isFollowing) return
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = async () => {
      try {
        const after = newest.current === undefined ? {} : { after: newest.current }
        const answer = await client.call('sandbox.requests', { limit: atOnce, ...after }, { signal })
        if (signal.aborted) return
        newest.current = answer.requests[0]?.requestId ?? newest.current
        setLines((known = []) => withNewer(known, answer))
        timer = setTimeout(() => void follow(), pauseMs)
      } catch (error) {
        if (!signal.aborted) setFailure(diagnosisOf(error))
      }
    }
    void follow()
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [client, isFollowing])

  const clear = useCallback(() => setLines([]), [])
  const retry = useCallback(() => setFailure(undefined), [])
  return { lines, failure, clear, retry }
}

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

const useIsInSight = (): boolean => useSyncExternalStore(subscribe, () => document.visibilityState !== 'hidden')
