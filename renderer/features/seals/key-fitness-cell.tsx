import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { Connection } from '../../../shared/domain/connection.ts'
import { useProcedure } from '../../client/procedures.ts'
import { FitnessMark } from '../../diagnosis/fitness-mark.tsx'

/** Whether a listed key may be a seal key; asked when its row is first shown. */
export function KeyFitnessCell({ connection, id }: { connection: Connection; id: string }) {
  const fitness = useProcedure('keys.fitness', { connection, key: id }, { staleTime: 60_000 })
  if (fitness.isError) return <StatusIndicator type="pending">Not known</StatusIndicator>
  if (!fitness.data) return <StatusIndicator type="loading">Asking</StatusIndicator>
  return <FitnessMark verdict={fitness.data.verdict} />
}
