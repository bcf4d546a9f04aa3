import { useState } from 'react'
import { useIdentity } from '../client/identity.tsx'
import { useProcedure } from '../client/procedures.ts'
import { DiagnosisPanel } from '../diagnosis/diagnosis-panel.tsx'

/** Says on every screen what is wrong with the sandbox, as long as the page shows the sandbox and nobody put it away. */
export function SandboxNotice() {
  const { connection, status } = useIdentity()
  const shown = connection.kind === 'sandbox' && status !== 'loading'
  const sandbox = useProcedure('sandbox.status', {}, { enabled: shown })
  const [putAway, setPutAway] = useState<string | undefined>(undefined)
  const found = sandbox.data?.diagnosis
  const same = JSON.stringify(found)
  if (!shown || !found || putAway === same) return null
  return <DiagnosisPanel diagnosis={found} onRetry={() => void sandbox.refetch()} onDismiss={() => setPutAway(same)} />
}
