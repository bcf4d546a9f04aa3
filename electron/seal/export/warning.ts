import type { ExportWarningCode } from '../../../shared/domain/export-warning.ts'
import type { Problem, Severity } from '../../../shared/domain/problem.ts'

/** A remark of an export, about one parameter where `key` is given. It never holds a value that was left out. */
export function warning(
  code: ExportWarningCode,
  details: { key?: string; severity?: Severity; suggestion?: string; evidence?: Problem['evidence'] } = {},
): Problem {
  const { severity = 'warning', evidence = {}, ...rest } = details
  return { code, severity, evidence, ...rest }
}
