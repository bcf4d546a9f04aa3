import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import type { CredentialOutcome, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
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
import { giveUp } from './kept-surroundings.ts'
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
  const text = JSON.stringify(question)
  const { check, asked, failure, isAsking, prove } = useProof(question, text)
  const key = seal.settings.find(({ name }) => name === 'kms_key_id')?.value
  const standing = standingOf(seal)
  const isAsked = isCurrent && asked?.text === text
  const isRunning = isAsking || check.state === 'running'
  const absence = isAsked ? asked.principal.reason : undefined
  return (
    <section className={styles.box} aria-label="Proof">
      <h2 className={styles.heading}>Simulate, then prove</h2>
      <p className={styles.quiet}>{standing.words}</p>
      <div className={styles.bar}>
        {check.state === 'running' ? (
          <Button onClick={check.cancel}>Cancel</Button>
        ) : (
          <Button
            variant="primary"
            loading={isRunning}
            disabled={!key || !isCurrent || !standing.mayProve}
            onClick={prove}
          >
            Check as this principal
          </Button>
        )}
        {!key && <span className={styles.quiet}>The server has no key to check.</span>}
        {check.state === 'running' && !isAsked && (
          <span className={styles.quiet}>The check that runs is about the settings before.</span>
        )}
      </div>
      {absence && (
        <StatusIndicator type="info" wrapText>
          {`These credentials are not to be had here: ${reasonText(absence)}.`}
        </StatusIndicator>
      )}
      {failure?.text === text && <DiagnosisPanel diagnosis={failure.diagnosis} onRetry={prove} />}
      {isAsked && asked.principal.availability === 'here' && <Result check={check} onRetry={prove} />}
      {asked && !isAsked && check.value && (
        <p className={styles.quiet}>The last check was about other settings. Run it again.</p>
      )}
    </section>
  )
}

/** Finds the principal of a question and checks as it. What is found too late, or after the screen was left, is given up. */
function useProof(question: Question, text: string) {
  const client = useClient()
  const find = useCommand('resolve.principal')
  const check = useLongQuery('seal.check')
  const [asked, setAsked] = useState<{ text: string; principal: Principal }>()
  const [failure, setFailure] = useState<{ text: string; diagnosis: Diagnosis }>()
  const turn = useRef(0)
  const held = useRef<string>(undefined)
  useEffect(
    () => () => {
      turn.current += 1
      giveUp(client, held.current)
    },
    [client],
  )

  const prove = async () => {
    turn.current += 1
    const mine = turn.current
    setFailure(undefined)
    setAsked(undefined)
    try {
      const principal = await find.mutateAsync(question)
      if (turn.current !== mine) return giveUp(client, principal.handle)
      giveUp(client, held.current)
      held.current = principal.handle
      setAsked({ text, principal })
      // The shown value may have a mask in it.
      const { availability, kmsKeyId } = principal
      if (availability === 'here' && kmsKeyId) check.start(checkInput(principal, kmsKeyId))
    } catch (error) {
      if (turn.current === mine) setFailure({ text, diagnosis: diagnosisOf(error) })
    }
  }
  return { check, asked, failure, isAsking: find.isPending, prove: () => void prove() }
}

/** Outcomes whose credentials live only where the server runs. */
const elsewhere: readonly CredentialOutcome[] = ['sso', 'login', 'process', 'container', 'instance']

/** What is known before anything is asked of whether the principal can be had here. */
function standingOf({ settings, credential: { outcome } }: EffectiveSeal): { words: string; mayProve: boolean } {
  const said = (more: string, mayProve: boolean) => ({ words: `${outcomeWords[outcome]}. ${more}`, mayProve })
  if (settings.some(({ origin }) => origin.kind === 'ambiguous'))
    return {
      words: 'The server takes one of several values at random: no one principal can be checked.',
      mayProve: false,
    }
  if (outcome === 'none' || outcome === 'error') return said('There is nothing to check with until it has some.', false)
  if (elsewhere.includes(outcome))
    return said('They are to be had only where it runs, so it cannot be checked from here.', false)
  if (outcome === 'web-identity' || outcome === 'assumed-role')
    return said(
      'Where its token or its keys are among what was loaded, the key can be checked as that role from here.',
      true,
    )
  return said('With just these the key can be checked from here.', true)
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
      {state !== 'cancelled' && (
        <StepList lines={stepLines(done, running ? progress : [], running)} onRetry={onRetry} />
      )}
      {done && (
        <p className={styles.quiet}>
          It was asked from this machine. Whether the server reaches KMS from where it runs is not shown by this.
        </p>
      )}
    </>
  )
}
