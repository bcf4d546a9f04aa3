import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { FitnessVerdict } from '../../../shared/domain/fitness.ts'

/** A key's state in AWS's spelling, with an icon for those who scan. */
export function KeyStateMark({ state }: { state: string }) {
  return <StatusIndicator type={stateTypes[state] ?? 'pending'}>{state}</StatusIndicator>
}

const stateTypes: Partial<Record<string, StatusIndicatorProps.Type>> = {
  Enabled: 'success',
  Updating: 'in-progress',
  Creating: 'in-progress',
  Disabled: 'stopped',
  PendingDeletion: 'error',
  PendingReplicaDeletion: 'error',
  PendingImport: 'warning',
  Unavailable: 'error',
}

const verdicts: Record<FitnessVerdict, { type: StatusIndicatorProps.Type; word: string }> = {
  fit: { type: 'success', word: 'Fit' },
  risky: { type: 'warning', word: 'Risky' },
  unfit: { type: 'error', word: 'Unfit' },
}

/** Whether a key may be a seal key, in one word. */
export function FitnessMark({ verdict }: { verdict: FitnessVerdict }) {
  const { type, word } = verdicts[verdict]
  return <StatusIndicator type={type}>{word}</StatusIndicator>
}
