/**
 * Why a server would not read a configuration file: its syntax, keys that are given twice, and with an engine everything else for
 * which that release refuses it. The server's own text stands with the problem that it is about.
 */
import type { ConfigProblem } from '../../shared/domain/config-stanza.ts'
import type { Engine } from '../../shared/domain/engine.ts'
import { type Release, releaseOf } from '../../shared/domain/releases.ts'
import { serverRefusal } from '../hcl/server-refusal.ts'
import { Columns } from '../hcl/token.ts'
import type { ConfigDocument, Fault, Refusal } from '../hcl/tree.ts'

/** In the order of the text. Keys that are given twice are a warning unless the engine is one that refuses them. */
export function readingProblems(document: ConfigDocument, engine?: Engine): ConfigProblem[] {
  const release = engine && releaseOf(engine)
  const problems = [...syntaxProblems(document), ...ignoredText(document), ...duplicateKeys(document, release)]
  return [...problems, ...otherRefusal(document, release, problems)].toSorted((a, b) => a.start - b.start)
}

function syntaxProblems({ faults, refusal }: ConfigDocument): ConfigProblem[] {
  const first = faults.find(({ start }) => start === refusal?.start) ?? faults[0]
  const problems = faults.map((fault) => syntaxProblem(fault, fault === first ? refusal : undefined))
  if (refusal && problems.length === 0) return [syntaxProblem({ ...refusal, end: refusal.start, message: '' }, refusal)]
  return problems
}

function syntaxProblem({ start, end, line, column, message }: Fault, refusal: Refusal | undefined): ConfigProblem {
  const evidence = { ...(message && { message }), ...(refusal && { text: refusal.text }) }
  return { code: 'syntax', severity: 'error', ...place(line, column), evidence, start, end }
}

function ignoredText({ ignored, refusal, text }: ConfigDocument): ConfigProblem[] {
  if (!ignored || refusal) return []
  const { start, end, line } = ignored
  const column = new Columns(text).at(start)
  return [{ code: 'text-ignored', severity: 'warning', ...place(line, column), evidence: {}, start, end }]
}

function duplicateKeys({ duplicates, strictRefusal, text }: ConfigDocument, release?: Release): ConfigProblem[] {
  const isRefused = release?.era.duplicateAttributes === 'error'
  const columns = new Columns(text)
  return duplicates.map(({ key: { start, end, line }, first }) => ({
    code: 'duplicate-key',
    severity: isRefused ? 'error' : 'warning',
    ...place(line, columns.at(start)),
    key: text.slice(start, end),
    evidence: {
      firstLine: first.line,
      ...(isRefused && strictRefusal?.start === start && { text: strictRefusal.text }),
    },
    start,
    end,
  }))
}

/** What none of the others is about: limits of blocks, labels, values that a release does not take. */
function otherRefusal(
  document: ConfigDocument,
  release: Release | undefined,
  known: readonly ConfigProblem[],
): ConfigProblem[] {
  const refusal = release && serverRefusal(document, release)
  if (!refusal || known.some(({ severity }) => severity === 'error')) return []
  const { text, start = 0, line = 1 } = refusal
  const column = new Columns(document.text).at(start)
  const evidence = { text }
  return [{ code: 'refused-by-server', severity: 'error', ...place(line, column), evidence, start, end: start }]
}

/** A server counts some ends of a text from zero; nothing is shown there. */
function place(line: number, column: number): { line?: number; column?: number } {
  return { ...(line > 0 && { line }), ...(column > 0 && { column }) }
}
