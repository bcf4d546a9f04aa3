import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { FaultForm } from './fault-form.tsx'
import { FaultList } from './fault-list.tsx'
import styles from './settings.module.css'

/** What the sandbox is made to answer wrongly, late or not at all, to see how a server and this app take it. */
export function SandboxFaults({ principals }: { principals: SandboxStatus['principals'] }) {
  const faults = useProcedure('sandbox.faults', {}, { staleTime: 0, refetchInterval: 2000 })
  return (
    <div className={styles.facts}>
      <p className={styles.prose}>
        A fault changes what the next calls meet, those of this app among them. Faults are kept in memory: a restart of
        the sandbox, or a reset, clears them.
      </p>
      {faults.error && <DiagnosisPanel diagnosis={faults.error.diagnosis} onRetry={() => void faults.refetch()} />}
      {faults.data && <FaultList faults={faults.data.faults} />}
      <FaultForm principals={principals} />
    </div>
  )
}
