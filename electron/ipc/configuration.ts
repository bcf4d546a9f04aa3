/**
 * Configuration files as the contract shows them. The language itself lives in `electron/hcl`; here its trees and findings become
 * plain data. Rule: the value of a secret is in no answer, be it an entry, a finding, a fix or the words of a server.
 */
import type { ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { AttributeValue, ConfigEdit, ConfigProblem, ConfigStanza } from '../../shared/domain/config-stanza.ts'
import { endpointSchema } from '../../shared/domain/endpoint.ts'
import type { Engine } from '../../shared/domain/engine.ts'
import { edit } from '../hcl/edit/edit.ts'
import { lint } from '../hcl/lint/lint.ts'
import { parse } from '../hcl/parse.ts'
import { format } from '../hcl/print/printer.ts'
import { type Stanza, type StanzaEntry, stanzas } from '../hcl/stanzas.ts'
import { type ConfigDocument, endOf, startOf } from '../hcl/tree.ts'
import { type ConfigValue, settingText } from '../hcl/values/value.ts'
import { readingProblems } from './reading-problems.ts'
import { withoutSecrets } from './secret-mask.ts'

interface ParsedConfig {
  format: ConfigDocument['format']
  seals: ConfigStanza[]
  problems: ConfigProblem[]
}

/** The seal blocks of a file, and why a server would not read it. */
export function parseConfig({ text, engine }: { text: string; engine?: Engine | undefined }): ParsedConfig {
  const document = parse(text)
  return {
    format: document.format,
    seals: stanzas(document).map(shownStanza),
    problems: withoutSecrets(document, readingProblems(document, engine)),
  }
}

/** Everything that can be said about a file for a release, in the order of the text. */
export function lintConfig({ text, engine, environment }: ParsedInputOf<'config.lint'>): { problems: ConfigProblem[] } {
  const document = parse(text)
  const problems = lint(document, engine, environment).map(({ problem, start, end, fix }) => ({
    ...problem,
    start,
    end,
    ...(fix && { fix: [...fix] }),
  }))
  return { problems: withoutSecrets(document, problems) }
}

/** The file as the servers' own formatter leaves it, which knows HCL only. Throws `config-syntax` and `config-invalid`. */
export function formatConfig(text: string): string {
  const document = parse(text)
  const formatted = format(document)
  if (formatted !== undefined) return formatted
  const [first] = withoutSecrets(document, readingProblems(document))
  if (!document.refusal && document.format === 'json')
    throw new DiagnosedError('config-invalid', { reason: 'json-has-no-format' })
  throw new DiagnosedError('config-syntax', {
    ...(first?.line && { line: first.line }),
    ...(first?.column && { column: first.column }),
    ...(typeof first?.evidence.text === 'string' && { serverText: first.evidence.text }),
  })
}

/** Makes edits one after the other. Throws `bad-request` for one that cannot be made; then none of them is. */
export function editConfig(text: string, edits: readonly ConfigEdit[]): string {
  try {
    const changes = edits.map((each) => ('kind' in each ? each : { kind: 'set' as const, ...each }))
    return edit(parse(text), changes).text
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new DiagnosedError('bad-request', { procedure: 'config.edit', reason: 'edit-not-possible' }, { cause: error })
  }
}

function shownStanza(stanza: Stanza): ConfigStanza {
  const { block, type, label, disabled = false, name, priority, line, endLine, entries, keys, value } = stanza
  return {
    block,
    type,
    ...(label !== undefined && { label }),
    disabled,
    ...(name !== undefined && { name }),
    ...(Number.isSafeInteger(priority) && { priority }),
    line,
    endLine,
    start: keys[0]?.start ?? startOf(value),
    end: endOf(value),
    entries: entries.map(shownEntry),
  }
}

function shownEntry({ key, line, value, secret, item }: StanzaEntry): ConfigStanza['entries'][number] {
  const isSecret = secret || carriesPassword(key, value)
  const shown = isSecret ? undefined : plainValue(value)
  return {
    key,
    line,
    ...(shown !== undefined && { value: shown }),
    secret: isSecret,
    start: startOf(item.value),
    end: endOf(item.value),
  }
}

function carriesPassword(key: string, value: ConfigValue): boolean {
  return key === 'endpoint' && !endpointSchema.safeParse(settingText(value) ?? '').success
}

/** A number that JavaScript would change stays text, as the servers make one of it anyway. */
function plainValue(value: ConfigValue): AttributeValue | undefined {
  switch (value.kind) {
    case 'string':
    case 'boolean':
      return value.value
    case 'number':
      return Number.isInteger(value.value) === Number.isSafeInteger(value.value) && Number.isFinite(value.value)
        ? value.value
        : value.text
    default:
      return undefined
  }
}
