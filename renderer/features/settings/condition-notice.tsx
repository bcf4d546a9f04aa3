import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { faultQueries } from './fault-queries.ts'
import styles from './settings.module.css'

/** Stays in sight of the whole section for as long as calls fail on purpose. */
export function ConditionNotice({ sandbox }: { sandbox: SandboxStatus }) {
  const clear = useCommand('sandbox.clearFaults', { invalidates: faultQueries })
  const count = sandbox.activeFaults ?? 0
  if (count === 0) return null
  return (
    <>
      <div className={styles.notice} role="status">
        <StatusIndicator type="warning">
          {count === 1 ? '1 fault is active' : `${count} faults are active`}
        </StatusIndicator>
        <span className={styles.explanation}>Calls fail or wait on purpose. A restart clears all faults.</span>
        <Button variant="inline-link" wrapText={false} onClick={() => clear.mutate({})} loading={clear.isPending}>
          Remove all faults
        </Button>
      </div>
      {clear.error && <DiagnosisPanel diagnosis={clear.error.diagnosis} onRetry={() => clear.mutate({})} />}
    </>
  )
}
