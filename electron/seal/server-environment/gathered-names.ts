import type { EnvironmentFinding, EnvironmentFindingCode } from '../../../shared/domain/server-environment.ts'

/** Enough to see what is wrong with a text. */
const mostProblems = 100

/** Names and findings while a text is read; a later value of a name replaces the earlier one, as it does for a process. */
export class GatheredNames {
  readonly values = new Map<string, string>()
  readonly problems: EnvironmentFinding[] = []

  set(name: string, value: string, line?: number): void {
    if (!isName(name)) {
      this.note('line-not-read', line ? { line } : {})
      return
    }
    const former = this.values.get(name)
    if (former !== undefined && former !== value) this.note('name-repeated', { key: name, ...(line ? { line } : {}) })
    this.values.set(name, value)
  }

  note(
    code: EnvironmentFindingCode,
    { line, key, ...evidence }: { line?: number; key?: string; file?: string; kind?: string; object?: string } = {},
  ): void {
    if (this.problems.length >= mostProblems) return
    // What is no name may be anything, and is not repeated.
    const place = { ...(line === undefined ? {} : { line }), ...(key && isName(key) ? { key } : {}) }
    this.problems.push({ code, severity: 'warning', ...place, evidence })
  }
}

/** Names that a process can have. */
export function isName(name: string): boolean {
  return /^[^\s=\0"'$`\\#;[\]{}()<>|&*?!,]+$/.test(name) && name.length <= 1024
}
