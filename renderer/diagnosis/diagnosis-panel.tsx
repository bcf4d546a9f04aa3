import { lazy, Suspense } from 'react'
import type { Diagnosis } from '../../shared/diagnosis.ts'

export interface DiagnosisPanelProps {
  diagnosis: Diagnosis
  /** Does again what failed; without it no such button is offered. */
  onRetry?: () => void
  /** For a failure that the user may put away. */
  onDismiss?: () => void
}

const DrawnPanel = lazy(() => import('./drawn-panel.tsx').then((m) => ({ default: m.DrawnPanel })))

/**
 * The one way in which a failure is shown: what happened, why we think so, what to do. Its words and its
 * drawing are fetched when they are first needed, so that no screen pays for failures that do not happen.
 */
export function DiagnosisPanel(props: DiagnosisPanelProps) {
  if (props.diagnosis.code === 'cancelled') return null
  return (
    <Suspense>
      <DrawnPanel {...props} />
    </Suspense>
  )
}
