import Spinner from '@cloudscape-design/components/spinner'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { type StepLine, type StepState, stepWords } from './check-steps.ts'
import styles from './check-tab.module.css'
import { StepIcon } from './step-icon.tsx'

const stateWords: Record<StepState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Skipped',
}

/** The steps of a check as they happen, each with its time, its request and what went wrong. */
export function StepList({ lines, onRetry }: { lines: readonly StepLine[]; onRetry(): void }) {
  return (
    <ol className={styles.steps} aria-label="Steps of the check">
      {lines.map(({ name, state, step }) => (
        <li key={name} className={styles.step} data-state={state}>
          <span className={styles.icon}>{state === 'running' ? <Spinner /> : <StepIcon state={state} />}</span>
          <span className={styles.words}>
            <strong>{stepWords[name].title}</strong> <span className={styles.quiet}>{stepWords[name].detail}</span>
          </span>
          <span className={styles.outcome}>{stateWords[state]}</span>
          <span className={styles.time}>{step && state !== 'skipped' ? `${Math.round(step.durationMs)} ms` : ''}</span>
          <span className={styles.request}>{step?.requestId && <Ident text={step.requestId} name="request id" />}</span>
          {step?.diagnosis && (
            <div className={styles.diagnosis}>
              <DiagnosisPanel diagnosis={step.diagnosis} onRetry={onRetry} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
