import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { useRemovalFocus } from '../../ui/removal-focus.ts'
import { faultQueries } from './fault-queries.ts'
import styles from './settings.module.css'

/** Stays in sight of the whole section for as long as calls fail on purpose. */
export function ConditionNotice({ sandbox }: { sandbox: SandboxStatus }) {
  const clear = useCommand('sandbox.clearFaults', { invalidates: faultQueries })
  const { list, removing } = useRemovalFocus<HTMLDivElement>()
  const count = sandbox.activeFaults ?? 0
  const [wasCleared, setWasCleared] = useState(false)
  const former = useRef(count)
  useEffect(() => {
    if (former.current === 0 && count > 0) setWasCleared(false)
    former.current = count
  }, [count])
  const clearAll = () => {
    removing(0)
    clear.mutate({}, { onSuccess: () => setWasCleared(true) })
  }
  return (
    <div ref={list} tabIndex={-1} role="status" className={styles.facts}>
      {count > 0 && (
        <div className={styles.notice}>
          <StatusIndicator type="warning">
            {count === 1 ? '1 fault is active' : `${count} faults are active`}
          </StatusIndicator>
          <span className={styles.explanation}>Calls fail or wait on purpose. A restart clears all faults.</span>
          <Button variant="inline-link" wrapText={false} onClick={clearAll} loading={clear.isPending}>
            Remove all faults
          </Button>
        </div>
      )}
      {count === 0 && wasCleared && <span className={styles.quiet}>All faults were removed.</span>}
      {clear.error && <DiagnosisPanel diagnosis={clear.error.diagnosis} onRetry={clearAll} />}
    </div>
  )
}
