import { DiagnosedError, type Diagnosis, diagnosis } from '../../shared/diagnosis.ts'

/** The one error of the client: a call that ended in a diagnosis, whichever side found it. */
export class ClientFailure extends Error {
  override readonly name = 'ClientFailure'
  readonly diagnosis: Diagnosis

  constructor(found: Diagnosis) {
    super(found.code)
    this.diagnosis = found
  }
}

/** The diagnosis of anything that was thrown in the page; what is none of ours is a defect of the page. */
export function diagnosisOf(error: unknown): Diagnosis {
  if (error instanceof ClientFailure || error instanceof DiagnosedError) return error.diagnosis
  return diagnosis('unexpected', { reason: error instanceof Error ? error.name : typeof error })
}

/** The end of a call that its caller ended. */
export const cancelled = (procedure: string) => new ClientFailure(diagnosis('cancelled', { procedure }))

/** Whether a call ended because the user ended it, which is never shown. */
export function isCancelled(error: unknown): boolean {
  return error instanceof ClientFailure && error.diagnosis.code === 'cancelled'
}
