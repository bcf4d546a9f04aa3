/**
 * Names and findings while a text is read. Refuses what is no name, so that nothing of a text that is something else (a key, an address
 * with a password) is told as one; findings repeat only what has the form of a name, a path, or the name of an object.
 */
import type { EnvironmentFinding, EnvironmentFindingCode } from '../../../shared/domain/server-environment.ts'
import { looksLikeKey } from '../../../shared/domain/text.ts'

/** Enough to see what is wrong with a text. */
const mostProblems = 100

export interface Place {
  line?: number | undefined
  key?: string | undefined
  file?: string | undefined
  kind?: string | undefined
  object?: string | undefined
}

/** A later value of a name replaces the earlier one, as it does for a process. */
export class GatheredNames {
  readonly values = new Map<string, string>()
  readonly problems: EnvironmentFinding[] = []

  set(name: string, value: string, line?: number): void {
    if (!isName(name) || isKeyText(name, value)) {
      this.note('line-not-read', { line })
      return
    }
    const former = this.values.get(name)
    if (former !== undefined && former !== value) this.note('name-repeated', { key: name, line })
    this.values.set(name, value)
  }

  note(code: EnvironmentFindingCode, { line, key, ...facts }: Place = {}): void {
    const place = {
      ...(line !== undefined && { line }),
      ...(key !== undefined && isName(key) && !isKeyText(key, '') && { key }),
    }
    this.add([{ code, severity: 'warning', ...place, evidence: tellable(facts) }])
  }

  /** Findings that were made elsewhere. */
  add(problems: readonly EnvironmentFinding[]): void {
    this.problems.push(...problems.slice(0, mostProblems - this.problems.length))
  }
}

/** Names that a process can get, from Kubernetes for instance. */
export function isName(name: string): boolean {
  return name.length <= 255 && /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)
}

/** Names that a shell and systemd give to a process: they drop any other. */
export function isShellName(name: string): boolean {
  return isName(name) && /^\w+$/.test(name)
}

/** Base64 that fills a line looks like a name, and its padding like a value. */
export function isKeyText(name: string, value: string): boolean {
  return looksLikeKey(name) || /^=+$/.test(value)
}

const forms = {
  kind: /^[A-Za-z][\w.-]{0,62}$/,
  object: /^[A-Za-z0-9][\w.-]{0,252}$/,
  file: /^[/%][^\s=;"']{0,1023}$/,
}

/** What does not have the form of what it should be may be anything, and is not repeated. */
function tellable(facts: Pick<Place, 'kind' | 'object' | 'file'>): Record<string, string> {
  const told: Record<string, string> = {}
  for (const name of ['kind', 'object', 'file'] as const) {
    const fact = facts[name]
    if (fact !== undefined && forms[name].test(fact) && !looksLikeKey(fact)) told[name] = fact
  }
  return told
}
