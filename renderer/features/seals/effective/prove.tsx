import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import { useClient } from '../../../client/client-provider.tsx'
import type { Diagnosis, OutputOf } from '../../../client/contract-types.ts'
import { diagnosisOf } from '../../../client/failure.ts'
import { useLongQuery } from '../../../client/long-query.ts'
import { useCommand } from '../../../client/procedures.ts'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { outcomeWords } from '../../../diagnosis/effective-words.ts'
import { reasonText } from '../../../diagnosis/reasons.ts'
import { Ident } from '../../../ui/ident.tsx'
import { stepLines } from '../check-steps.ts'
import { StepList } from '../step-list.tsx'
import styles from './effective.module.css'
import type { Question } from './surroundings.ts'

interface ProveProps {
  question: Question
  seal: EffectiveSeal
  /** Whether nothing newer is being asked: else the proof would be about what is no longer shown. */
  isCurrent: boolean
}

type Principal = OutputOf<'resolve.principal'>

/** Runs the check as exactly the principal that the server would be, where its credentials are to be had here. */
export function Prove({ question, seal, isCurrent }: ProveProps) {
  const find = useCommand('resolve.principal')
  const release = useRelease()
  const check = useLongQuery('seal.check')
  const [asked, setAsked] = useState<{ text: string; principal: Principal }>()
  const [failure, setFailure] = useState<Diagnosis>()
  const turn = useRef(0)
  const text = JSON.stringify(question)
  const key = seal.settings.find(({ name }) => name === 'kms_key_id')?.value
  const isAsked = isCurrent && asked?.text === text
  const { outcome } = seal.credential
  const hasNone = outcome === 'none' || outcome === 'error'

  const prove = () => {
    turn.current += 1
    const mine = turn.current
    setFailure(undefined)
    find.mutateAsync(question).then(
      (principal) => {
        release(principal.handle)
        if (turn.current !== mine) return
        setAsked({ text, principal })
        if (principal.availability === 'here' && key) check.start(checkInput(principal, key))
      },
      (error: unknown) => turn.current === mine && setFailure(diagnosisOf(error)),
    )
  }
  const running = find.isPending || check.state === 'running'
  const absence = isAsked ? asked.principal.reason : undefined
  return (
    <section className={styles.box} aria-label="Proof">
      <h2 className={styles.heading}>Simulate, then prove</h2>
      <p className={styles.quiet}>
        {`${outcomeWords[outcome]}. ${hasNone ? 'There is nothing to check with until it has some.' : 'With just these the key can be checked from here.'}`}
      </p>
      <div className={styles.bar}>
        {check.state === 'running' ? (
          <Button onClick={check.cancel}>Cancel</Button>
        ) : (
          <Button variant="primary" loading={running} disabled={!key || !isCurrent || hasNone} onClick={prove}>
            Check as this principal
          </Button>
        )}
        {!key && <span className={styles.quiet}>The server has no key to check.</span>}
      </div>
      {absence && (
        <StatusIndicator type="info" wrapText>
          {`These credentials are not to be had here: ${reasonText(absence)}.`}
        </StatusIndicator>
      )}
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={prove} />}
      {isAsked && asked.principal.availability === 'here' && <Result check={check} onRetry={prove} />}
      {asked && !isAsked && check.value && (
        <p className={styles.quiet}>The last check was about other settings. Run it again.</p>
      )}
    </section>
  )
}

/** Gives up the principal that was held before, and the last one when the screen is left: their keys need not stay in main. */
function useRelease(): (next: string) => void {
  const client = useClient()
  const held = useRef<string>(undefined)
  const giveUp = useCallback(() => {
    const handle = held.current
    held.current = undefined
    // Where it cannot be given up it ends with the window.
    if (handle !== undefined) client.call('resolve.unload', { handle }).catch(() => undefined)
  }, [client])
  useEffect(() => giveUp, [giveUp])
  return (next) => {
    giveUp()
    held.current = next
  }
}

function checkInput({ handle, region, endpoint }: Principal, kmsKeyId: string) {
  return {
    connection: { kind: 'resolved', handle },
    kmsKeyId,
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
  } as const
}

function Result({ check, onRetry }: { check: ReturnType<typeof useLongQuery<'seal.check'>>; onRetry(): void }) {
  const { state, value, progress, failure } = check
  const running = state === 'running'
  const done = running ? undefined : value
  if (failure) return <DiagnosisPanel diagnosis={failure.diagnosis} onRetry={onRetry} />
  if (state === 'idle') return null
  return (
    <>
      {done && (
        <div role="status">
          <StatusIndicator type={done.verdict === 'pass' ? 'success' : 'error'}>
            {done.verdict === 'pass'
              ? 'This principal can use the key as a seal key'
              : 'This principal cannot use the key as a seal key'}
          </StatusIndicator>
          {done.callerArn && <Ident text={done.callerArn} name="caller ARN" />}
        </div>
      )}
      {state === 'cancelled' && <p className={styles.quiet}>The check was cancelled.</p>}
      <StepList lines={stepLines(done, running ? progress : [], running)} onRetry={onRetry} />
      {done && (
        <p className={styles.quiet}>
          It was asked from this machine. Whether the server reaches KMS from where it runs is not shown by this.
        </p>
      )}
    </>
  )
}
