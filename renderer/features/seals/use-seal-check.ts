import { useEffect, useRef, useState } from 'react'
import { checkSubjectOf, type LastCheck, type SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { InputOf } from '../../client/contract-types.ts'
import { useLongQuery } from '../../client/long-query.ts'
import { useCommand } from '../../client/procedures.ts'
import { type StepLine, stepLines } from './check-steps.ts'
import { endedChecks, type FinishedCheck, finishedChecks } from './kept-checks.ts'

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

/**
 * The check of one seal: run, watch, cancel. An answer is only ever shown beside the verdict that it gave: that of this
 * screen's last run, or the one that is kept with the seal.
 */
export function useSealCheck(seal: SavedSeal) {
  const query = useLongQuery('seal.check')
  const running = query.state === 'running'
  const { own, recordFailure } = useRecording(seal, query)
  const kept = finishedChecks.use(seal.id)
  const ended = useEnd(seal.id, running)

  const isAboutThis = JSON.stringify(query.input) === JSON.stringify(checkInputOf(seal))
  const failure = isAboutThis ? query.failure?.diagnosis : undefined
  const remembered = kept?.last.at === seal.lastCheck?.at ? kept : undefined
  const finished = own ?? remembered
  const silent = running || failure !== undefined || ended !== undefined
  const answer = silent ? undefined : finished?.answer
  const lines: StepLine[] = stepLines(answer, running ? query.progress : [], running)
  return {
    running,
    /** How the latest check was ended before it could answer. */
    ended,
    /** The last verdict for this seal, and the moment and subject of it. */
    last: own?.last ?? seal.lastCheck,
    /** The answer in full that gave the last verdict, where this window has seen it. */
    answer,
    lines,
    /** Why the check could not run at all; a step that failed says so itself. */
    failure,
    /** Why a finished check could not be kept with the seal. */
    recordFailure,
    /** Whether the seal names a key to check. */
    possible: checkInputOf(seal) !== undefined,
    /** Checks the seal, or the one that was saved a moment ago and has not come round yet. */
    start(of: SavedSeal = seal): void {
      const asked = checkInputOf(of)
      if (!asked) return
      endedChecks.set(seal.id, undefined)
      query.start(asked)
    },
    cancel(): void {
      query.cancel()
      endedChecks.set(seal.id, 'by-hand')
    },
  }
}

/** Keeps each finished check with its seal, about what was asked. Until that is done, and where it fails, `own` holds it. */
function useRecording(seal: SavedSeal, query: ReturnType<typeof useLongQuery<'seal.check'>>) {
  const record = useCommand('seals.recordCheck', { invalidates: ['seals.list'] })
  const [own, setOwn] = useState<FinishedCheck>()
  const seen = useRef<unknown>(undefined)
  useEffect(() => {
    const { state, value: answer, input: asked } = query
    if (state !== 'done' || !answer || !asked || seen.current === answer) return
    seen.current = answer
    const { connection, kmsKeyId: kms_key_id, region, endpoint } = asked
    // A check as a server's principal says nothing about the seal's own connection.
    if (connection.kind === 'resolved') return
    const subject = checkSubjectOf(
      { connection, parameters: { kms_key_id, ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) } },
      answer.callerArn,
    )
    const { verdict } = answer
    const last: LastCheck = { verdict, subject, at: new Date().toISOString() }
    setOwn({ answer, last })
    record.mutateAsync({ id: seal.id, check: { verdict, subject } }).then(
      ({ lastCheck }) => {
        if (!lastCheck) return
        finishedChecks.set(seal.id, { answer, last: lastCheck })
        setOwn(undefined)
      },
      // It stands in `record.error` and is shown beside the answer.
      () => undefined,
    )
  })
  return { own, recordFailure: record.error?.diagnosis }
}

/** How the latest check ended without an answer. Leaving the screen ends a check too, and coming back tells of it. */
function useEnd(id: string, running: boolean) {
  const isRunning = useRef(running)
  isRunning.current = running
  useEffect(
    () => () => {
      if (isRunning.current) endedChecks.set(id, 'by-leaving')
    },
    [id],
  )
  return endedChecks.use(id)
}
