import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { InputOf, OutputOf, ProgressOf, QueryName } from '../../shared/contract/index.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { useClient } from './client-provider.tsx'
import { ClientFailure, diagnosisOf } from './failure.ts'
import { procedureKey } from './query-cache.ts'

export interface LongQueryState<N extends QueryName> {
  state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled'
  /** What the present state is about. */
  input: InputOf<N> | undefined
  /** Every report so far, oldest first. */
  progress: readonly ProgressOf<N>[]
  /** The answer; while running, the last one for the same input where there is one. */
  value: OutputOf<N> | undefined
  failure: ClientFailure | undefined
}

export interface LongQuery<N extends QueryName> extends LongQueryState<N> {
  /** Starts the query; one that still runs is cancelled first. */
  start(input: InputOf<N>): void
  cancel(): void
  /** Back to idle, as before the first start. */
  reset(): void
}

const idle = { state: 'idle', input: undefined, progress: [], value: undefined, failure: undefined } as const

/**
 * A query that takes long enough to be watched and stopped. `about` is the identity whose answer the component shows:
 * as soon as it differs from the identity that was asked, the hook reads as idle. Leaving the screen cancels the call.
 */
export function useLongQuery<N extends QueryName>(name: N, about?: { connection: Connection }): LongQuery<N> {
  const client = useClient()
  const cache = useQueryClient()
  const [current, setCurrent] = useState<LongQueryState<N>>(idle)
  const running = useRef<AbortController | undefined>(undefined)

  const stop = useCallback(() => {
    running.current?.abort()
    running.current = undefined
  }, [])

  const start = useCallback(
    (input: InputOf<N>) => {
      stop()
      const controller = new AbortController()
      running.current = controller
      const key = procedureKey(name, input)
      const update = (change: (state: LongQueryState<N>) => LongQueryState<N>) => {
        if (running.current === controller) setCurrent(change)
      }
      update(() => ({ ...idle, state: 'running', input, value: cache.getQueryData<OutputOf<N>>(key) }))
      const onProgress = (report: ProgressOf<N>) => update((s) => ({ ...s, progress: [...s.progress, report] }))
      client.call(name, input, { signal: controller.signal, onProgress }).then(
        (value) => {
          if (controller.signal.aborted) return
          cache.setQueryData(key, value)
          update((s) => ({ ...s, state: 'done', value }))
        },
        (error: unknown) => update((s) => ({ ...s, state: 'failed', failure: new ClientFailure(diagnosisOf(error)) })),
      )
    },
    [cache, client, name, stop],
  )

  const cancel = useCallback(() => {
    if (!running.current) return
    stop()
    setCurrent((s) => (s.state === 'running' ? { ...s, state: 'cancelled' } : s))
  }, [stop])

  const reset = useCallback(() => {
    stop()
    setCurrent(idle)
  }, [stop])

  useEffect(() => stop, [stop])

  const belongs = !about || !current.input || owner(name, about) === owner(name, current.input)
  return { ...(belongs ? current : idle), start, cancel, reset }
}

const owner = (name: QueryName, input: unknown) => procedureKey(name, input)[1]
