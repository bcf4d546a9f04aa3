import { DiagnosedError, type Diagnosis } from '../../../shared/diagnosis.ts'

/** The diagnosis that a call ends in; anything else, success included, fails the test that asked. */
export async function diagnosisOf(call: Promise<unknown> | (() => unknown)): Promise<Diagnosis> {
  try {
    await (typeof call === 'function' ? call() : call)
  } catch (error) {
    if (error instanceof DiagnosedError) return error.diagnosis
    throw error
  }
  throw new Error('the call succeeded')
}
