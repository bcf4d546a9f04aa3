import { DiagnosedError, type Diagnosis } from '../../../shared/diagnosis.ts'

/** The diagnosis that an act on a file ends in; anything else, success included, fails the test that asked. */
export async function diagnosisOf(act: Promise<unknown>): Promise<Diagnosis> {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof DiagnosedError) return error.diagnosis
  throw error ?? new Error('it did not fail')
}
