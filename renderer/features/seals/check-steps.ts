import { type CheckStep, type CheckStepName, checkStepNames, type SealCheck } from '../../client/contract-types.ts'

export type StepState = 'waiting' | 'running' | CheckStep['outcome']

/** A line of the check: what is known of a step at this moment. */
export interface StepLine {
  name: CheckStepName
  state: StepState
  step: CheckStep | undefined
}

/** What each step does, in the words of the field. */
export const stepWords: Record<CheckStepName, { title: string; detail: string }> = {
  credentials: { title: 'Credentials', detail: 'STS says who is asking' },
  describe: { title: 'Describe key', detail: 'kms:DescribeKey, as the server does at start' },
  fitness: { title: 'Fitness', detail: 'State, spec, usage and origin allow a seal key' },
  encrypt: { title: 'Encrypt', detail: 'kms:Encrypt over a fresh 32-byte DEK, then AES-256-GCM' },
  decrypt: { title: 'Decrypt', detail: 'kms:Decrypt of the wrapped DEK, without naming a key' },
  compare: { title: 'Compare', detail: 'What comes back is what went in' },
}

/** The steps in order, from the answer where there is one, else from the reports that have arrived. */
export function stepLines(check: SealCheck | undefined, reports: readonly CheckStep[], running: boolean): StepLine[] {
  const known = new Map((check?.steps ?? reports).map((step) => [step.step, step]))
  const next = running ? checkStepNames.find((name) => !known.has(name)) : undefined
  return checkStepNames.map((name) => {
    const step = known.get(name)
    return { name, step, state: step?.outcome ?? (name === next ? 'running' : 'waiting') }
  })
}
