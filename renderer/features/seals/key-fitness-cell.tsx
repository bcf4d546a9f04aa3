import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { FitnessVerdict } from '../../../shared/domain/fitness.ts'
import { useProcedure } from '../../client/procedures.ts'

const marks: Record<FitnessVerdict, { type: StatusIndicatorProps.Type; word: string }> = {
  fit: { type: 'success', word: 'Fit' },
  risky: { type: 'warning', word: 'Risky' },
  unfit: { type: 'error', word: 'Unfit' },
}

/** Whether a listed key may be a seal key; asked when its row is first shown. */
export function KeyFitnessCell({ connection, id }: { connection: Connection; id: string }) {
  const fitness = useProcedure('keys.fitness', { connection, key: id }, { staleTime: 60_000 })
  if (fitness.isError) return <StatusIndicator type="pending">Not known</StatusIndicator>
  if (!fitness.data) return <StatusIndicator type="loading">Asking</StatusIndicator>
  const { type, word } = marks[fitness.data.verdict]
  return <StatusIndicator type={type}>{word}</StatusIndicator>
}
