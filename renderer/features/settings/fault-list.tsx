import Button from '@cloudscape-design/components/button'
import type { SandboxFault } from '../../../shared/domain/sandbox-kms.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { useRemovalFocus } from '../../ui/removal-focus.ts'
import { faultQueries } from './fault-queries.ts'
import { faultText } from './fault-words.ts'
import tableStyles from './sandbox-table.module.css'
import { remainingText } from './sandbox-words.ts'
import styles from './settings.module.css'

/** The faults that wait for calls, each with a way to remove it. */
export function FaultList({ faults }: { faults: readonly SandboxFault[] }) {
  const clear = useCommand('sandbox.clearFaults', { invalidates: faultQueries })
  const { list, removing } = useRemovalFocus<HTMLDivElement>()
  return (
    <div ref={list} tabIndex={-1}>
      {faults.length === 0 ? (
        <p className={styles.quiet}>No fault is active.</p>
      ) : (
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
            {faults.map((fault, index) => (
              <tr key={fault.id} data-row>
                <td>{faultText(fault)}</td>
                <td>{remainingText(fault.times)}</td>
                <td>
                  <Button
                    variant="inline-link"
                    wrapText={false}
                    ariaLabel={`Remove ${faultText(fault)}`}
                    loading={clear.isPending && clear.variables.id === fault.id}
                    onClick={() => {
                      removing(index)
                      clear.mutate({ id: fault.id })
                    }}
                  >
                    Remove
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {clear.error && <DiagnosisPanel diagnosis={clear.error.diagnosis} />}
    </div>
  )
}
