import { DiagnosedError, type Evidence } from '../../shared/diagnosis.ts'
import { SandboxFailure } from '../sandbox/failure.ts'

/** The diagnosis of a sandbox's failure; anything else stays as it is. */
export function diagnosed(failure: unknown): unknown {
  return failure instanceof SandboxFailure ? diagnosisOf(failure) : failure
}

function diagnosisOf(failure: SandboxFailure): DiagnosedError {
  const { port, path, systemCode } = failure.facts
  const evidence: Evidence = {
    reason: failure.code,
    ...(port && { port }),
    ...(path && { file: path }),
    ...(systemCode && { systemCode }),
  }
  switch (failure.code) {
    case 'port-in-use':
    case 'port-refused':
      return new DiagnosedError('sandbox-port-in-use', evidence, { cause: failure })
    case 'store-locked':
      return new DiagnosedError('store-in-use', evidence, { cause: failure })
    case 'store-too-new':
      return new DiagnosedError('store-too-new', evidence, { cause: failure })
    case 'store-unusable':
      return new DiagnosedError('file-unwritable', evidence, { cause: failure })
    case 'worker-died':
      return new DiagnosedError('sandbox-stopped', evidence, { cause: failure })
  }
}
