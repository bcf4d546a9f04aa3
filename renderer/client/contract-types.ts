/** The contract's types under the names that the features use; they never import the contract itself. */

export type {
  CommandName,
  InputOf,
  OutputOf,
  ProcedureName,
  ProgressOf,
  QueryName,
} from '../../shared/contract/index.ts'
export type { SandboxStatus } from '../../shared/contract/sandbox.ts'
export type { Diagnosis, DiagnosisCode, Evidence, FieldFault } from '../../shared/diagnosis.ts'
export type { ExportedFile } from '../../shared/domain/exported-file.ts'
export type { CheckStep, CheckStepName, SealCheck } from '../../shared/seal-check.ts'
export { checkStepNames } from '../../shared/seal-check.ts'
