import type { StepState } from './check-steps.ts'

const paths: Record<Exclude<StepState, 'running'>, string> = {
  waiting: '',
  passed: 'M4.5 8.3l2.4 2.4 4.6-5',
  failed: 'M5.5 5.5l5 5M10.5 5.5l-5 5',
  skipped: 'M5 8h6',
}

/** The state of a step as a drawing; the word stands beside it. */
export function StepIcon({ state }: { state: Exclude<StepState, 'running'> }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor">
      <circle cx="8" cy="8" r="6.75" strokeWidth="1.5" strokeDasharray={state === 'waiting' ? '2 2.2' : 'none'} />
      <path d={paths[state]} strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
