/** A finding about a configuration file: the problem as the page gets it, its range, and how to be rid of it where that is certain. */
import type { LintCode } from '../../../shared/domain/lint-code.ts'
import type { Facts, Problem, Severity } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import type { Change } from '../edit/change.ts'
import type { Stanza } from '../stanzas.ts'
import { Columns, type Token } from '../token.ts'
import type { ConfigDocument } from '../tree.ts'

export interface Finding {
  problem: Problem & { code: LintCode }
  start: number
  end: number
  fix?: readonly Change[]
}

/** What the rules look at. */
export interface Subject {
  document: ConfigDocument
  stanzas: readonly Stanza[]
  release: Release
  /** Names that are set where the server runs; undefined where nobody knows. */
  environment?: Readonly<Record<string, string>>
}

interface Details {
  key?: string
  suggestion?: string
  evidence?: Facts
  fix?: readonly Change[]
}

export interface Range {
  start: number
  end: number
  line: number
}

/** Findings as they are collected; places are counted once they are all there. */
export class Findings {
  readonly #document: ConfigDocument
  readonly #found: (Finding & { line: number })[] = []

  constructor(document: ConfigDocument) {
    this.#document = document
  }

  add(code: LintCode, severity: Severity, { start, end, line }: Range, details: Details = {}): void {
    const { key, suggestion, evidence = {}, fix } = details
    const problem = {
      code,
      severity,
      ...(key === undefined ? {} : { key }),
      ...(suggestion === undefined ? {} : { suggestion }),
      evidence,
    }
    this.#found.push({ problem, start, end, line, ...(fix ? { fix } : {}) })
  }

  /** Whether there is an error among them. */
  get hasError(): boolean {
    return this.#found.some(({ problem }) => problem.severity === 'error')
  }

  /** All in the order of the text. */
  inOrder(): Finding[] {
    const columns = new Columns(this.#document.text)
    return this.#found
      .toSorted((a, b) => a.start - b.start)
      .map(({ problem, start, end, line, fix }) => ({
        problem: { ...problem, line, column: columns.at(start) },
        start,
        end,
        ...(fix ? { fix } : {}),
      }))
  }
}

/** The keys of a block or attribute: where findings about the whole of it are shown. */
export function headOf({ keys }: { keys: readonly Token[] }): Range {
  return { start: keys[0]?.start ?? 0, end: keys.at(-1)?.end ?? 0, line: keys[0]?.line ?? 1 }
}
