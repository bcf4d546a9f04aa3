import Button from '@cloudscape-design/components/button'
import type { LastCheck, SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'
import type { SealCheck } from '../../client/contract-types.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { checkReport } from './check-report.ts'
import styles from './check-tab.module.css'
import { StepList } from './step-list.tsx'
import type { useSealCheck } from './use-seal-check.ts'
import { type CheckStanding, checkStanding, useCallerOf } from './use-seals.ts'

type Check = ReturnType<typeof useSealCheck>

/** The round trip that proves the key: its verdict, and each step as it happens. */
export function CheckTab(props: { seal: SavedSeal; check: Check; dirty: boolean; onConfigure(): void }) {
  const { seal, check } = props
  const callerOf = useCallerOf()
  const standing = checkStanding(check.last, seal, callerOf(seal.connection))
  if (!check.possible) {
    return (
      <EmptyState title="No key to check" actions={<Button onClick={props.onConfigure}>Choose a key</Button>}>
        <p>The seal names no key, so the server takes it from its environment. Name the key to check it here.</p>
      </EmptyState>
    )
  }
  const { running, answer, lines, failure, last } = check
  const watched = running || answer || lines.some((line) => line.step)
  return (
    <div className={styles.check}>
      <div className={styles.actions}>
        <Verdict standing={standing} running={running} ended={check.ended} failed={failure !== undefined} />
        {answer && last && <CopyButton wide label="Copy report" text={checkReport(seal, answer, last)} />}
        {running ? (
          <Button onClick={check.cancel}>Cancel</Button>
        ) : (
          <Button variant="primary" onClick={() => check.start()}>
            {last ? 'Run check again' : 'Run check'}
          </Button>
        )}
      </div>
      {props.dirty && (
        <p className={styles.note}>Unsaved changes are not checked. The check is about the saved seal.</p>
      )}
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={() => check.start()} />}
      {check.recordFailure && <DiagnosisPanel diagnosis={check.recordFailure} />}
      {watched && <StepList lines={lines} onRetry={() => check.start()} />}
      {answer && last && <Findings answer={answer} last={last} />}
    </div>
  )
}

interface VerdictProps {
  standing: CheckStanding
  running: boolean
  /** How the latest check was ended before it could answer. */
  ended: Check['ended']
  /** The latest check could not run at all. */
  failed: boolean
}

function Verdict(props: VerdictProps) {
  const { check, stale } = props.standing
  const unanswered = props.failed || props.ended !== undefined
  const settled = props.running || unanswered ? undefined : check
  const tone = settled && (stale ? styles.stale : settled.verdict === 'pass' ? styles.pass : styles.fail)
  return (
    <div className={`${styles.verdict} ${tone ?? ''}`} role="status">
      <strong>{verdictTitle(props)}</strong>
      {check && !props.running && (
        <span className={styles.age}>
          {unanswered ? `${formerVerdict(props.standing)}, ` : 'Checked '}
          <RelativeTime at={check.at} />
          {stale && !unanswered && '. Parameters or identity have changed since: run it again'}
        </span>
      )}
    </div>
  )
}

function verdictTitle({ standing, running, ended, failed }: VerdictProps): string {
  if (running) return 'Checking'
  if (ended) return ended === 'by-hand' ? 'Check cancelled' : 'Check cancelled when this seal was left'
  if (failed) return 'The check could not run'
  const { check, stale } = standing
  if (!check) return 'Not checked yet'
  const can = check.verdict === 'pass' ? 'can' : 'cannot'
  return stale
    ? `Stale: this identity ${can} use the key as a seal key`
    : `This identity ${can} use the key as a seal key`
}

function formerVerdict({ check, stale }: CheckStanding): string {
  const word = check?.verdict === 'pass' ? 'passed' : 'failed'
  return `The last one that ran ${word}${stale ? ' on other parameters or as another identity' : ''}`
}

function Findings({ answer, last }: { answer: SealCheck; last: LastCheck }) {
  const ident = (text: string | undefined, name: string) => text && <Ident text={text} name={name} />
  return (
    <>
      <KeyValue
        layout="rows"
        pairs={[
          { label: 'Checked as', value: connectionText(last.subject.connection) },
          { label: 'Caller ARN', value: ident(answer.callerArn, 'caller ARN') },
          { label: 'Key ARN', value: ident(answer.keyArn, 'key ARN') },
          { label: 'Key material id', value: ident(answer.keyMaterialId, 'key material id') },
        ]}
      />
      <p className={styles.note}>
        The server may use other credentials than these: what it may do is known only by checking as its own role.
      </p>
    </>
  )
}
