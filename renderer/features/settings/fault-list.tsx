import Button from '@cloudscape-design/components/button'
import type { SandboxFault } from '../../../shared/domain/sandbox-kms.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { faultQueries } from './fault-queries.ts'
import { faultText } from './fault-words.ts'
import tableStyles from './sandbox-table.module.css'
import { remainingText } from './sandbox-words.ts'
import styles from './settings.module.css'

/** The faults that wait for calls, each with a way to remove it. */
export function FaultList({ faults }: { faults: readonly SandboxFault[] }) {
  const clear = useCommand('sandbox.clearFaults', { invalidates: faultQueries })
  if (faults.length === 0) return <p className={styles.quiet}>No fault is active.</p>
  return (
    <>
      <table className={tableStyles.table}>
        <caption>Active faults</caption>
        <thead>
          <tr>
            <th scope="col">What happens</th>
            <th scope="col">For</th>
            <th scope="col">
              <span className="sw-visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault) => (
            <tr key={fault.id}>
              <td>{faultText(fault)}</td>
              <td>{remainingText(fault.times)}</td>
              <td>
                <Button
                  variant="inline-link"
                  wrapText={false}
                  ariaLabel={`Remove ${faultText(fault)}`}
                  loading={clear.isPending && clear.variables.id === fault.id}
                  onClick={() => clear.mutate({ id: fault.id })}
                >
                  Remove
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {clear.error && <DiagnosisPanel diagnosis={clear.error.diagnosis} />}
    </>
  )
}
