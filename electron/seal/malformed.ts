import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { BlobFault } from '../../shared/domain/blob-fault.ts'

/** The one way in which reading a stored value fails: which rule it breaks, and where. */
export function malformed(reason: BlobFault, offset?: number): DiagnosedError {
  return new DiagnosedError('blob-malformed', { reason, ...(offset === undefined ? {} : { offset }) })
}
