import { useEffect, useMemo, useRef } from 'react'
import { checkSubjectOf, type SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { InputOf } from '../../client/contract-types.ts'
import { useLongQuery } from '../../client/long-query.ts'
import { useCommand, useProcedure } from '../../client/procedures.ts'
import { type StepLine, stepLines } from './check-steps.ts'

export type CheckInput = InputOf<'seal.check'>

/** What a check of the saved seal asks; undefined while the seal names no key. */
export function checkInputOf(seal: Pick<SavedSeal, 'connection' | 'parameters'>): CheckInput | undefined {
  const { kms_key_id, region, endpoint } = seal.parameters
  if (!kms_key_id) return undefined
  return {
    connection: seal.connection,
    kmsKeyId: kms_key_id,
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
  }
}

/** The check of one seal: run, watch, cancel; a finished one is kept with the seal, about what was asked. */
export function useSealCheck(seal: SavedSeal) {
  const query = useLongQuery('seal.check')
  const record = useCommand('seals.recordCheck', { invalidates: ['seals.list'] })
  const input = useMemo(() => checkInputOf(seal), [seal])
  const remembered = useProcedure('seal.check', input ?? { connection: seal.connection, kmsKeyId: 'none' }, {
    enabled: false,
  })

  const recorded = useRef<unknown>(undefined)
  useEffect(() => {
    const { state, value, input: asked } = query
    if (state !== 'done' || !value || !asked || recorded.current === value) return
    recorded.current = value
    const parameters = { kms_key_id: asked.kmsKeyId, region: asked.region, endpoint: asked.endpoint }
    const subject = checkSubjectOf({ connection: asked.connection, parameters: defined(parameters) }, value.callerArn)
    record.mutate({ id: seal.id, check: { verdict: value.verdict, subject } })
  })

  const running = query.state === 'running'
  const isAboutThis = JSON.stringify(query.input) === JSON.stringify(input)
  const own = isAboutThis ? query.value : undefined
  const failure = isAboutThis ? query.failure?.diagnosis : undefined
  const answer = running || failure ? undefined : (own ?? (input ? remembered.data : undefined))
  const lines: StepLine[] = stepLines(answer, running ? query.progress : [], running)
  return {
    running,
    cancelled: query.state === 'cancelled',
    /** The last answer for this seal as it is now, from this run or an earlier one. */
    answer,
    lines,
    /** Why the check could not run at all; a step that failed says so itself. */
    failure,
    /** Why a finished check could not be kept with the seal. */
    recordFailure: record.error?.diagnosis,
    /** Whether the seal names a key to check. */
    possible: input !== undefined,
    /** Checks the seal, or the one that was saved a moment ago and has not come round yet. */
    start(of: SavedSeal = seal): void {
      const asked = checkInputOf(of)
      if (asked) query.start(asked)
    },
    cancel: query.cancel,
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>
}
