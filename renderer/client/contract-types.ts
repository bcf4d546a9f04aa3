/** The contract's types under the names that the features use; they never import the contract itself. */
export type { SandboxStatus } from '../../shared/contract/app.ts'
export type { ExportedFile } from '../../shared/contract/config.ts'
export type {
  CommandName,
  InputOf,
  OutputOf,
  ProcedureName,
  ProgressOf,
  QueryName,
} from '../../shared/contract/index.ts'
export type { CheckStep, CheckStepName, SealCheck } from '../../shared/contract/seal-check.ts'
export { checkStepNames } from '../../shared/contract/seal-check.ts'
export type { Diagnosis, DiagnosisCode, Evidence, FieldFault } from '../../shared/diagnosis.ts'
