import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { FitnessVerdict } from '../../shared/domain/fitness.ts'

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
