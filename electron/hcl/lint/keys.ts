/** Rules about the keys of an awskms stanza: whether anybody reads them. */
import type { Era, Release } from '../../../shared/domain/releases.ts'
import { documentedParameters, furtherParameters } from '../../../shared/domain/seal-parameters.ts'
import { literalOf } from '../literal.ts'
import { goBoolean, type Stanza, type StanzaEntry } from '../stanzas.ts'
import type { Token } from '../token.ts'
import { type ConfigDocument, firstKey } from '../tree.ts'
import type { Findings, Subject } from './finding.ts'
import { nearest } from './nearest.ts'

const healthChecks = [
  'health_check_enabled',
  'health_check_timeout',
  'health_check_interval',
  'health_check_interval_unhealthy',
]

/** Every key that some release of some product reads. */
const knownKeys: readonly string[] = [...documentedParameters, ...furtherParameters, ...healthChecks, 'purpose']

export function checkKeys({ document, release }: Subject, stanza: Stanza, findings: Findings): void {
  for (const entry of stanza.entries) checkKey(document, release, stanza, entry, findings)
}

function checkKey(
  document: ConfigDocument,
  release: Release,
  stanza: Stanza,
  { key, item }: StanzaEntry,
  findings: Findings,
): void {
  const token = firstKey(item)
  if (knownKeys.includes(key)) {
    if (!isRead(key, release)) findings.add('key-not-read', 'warning', token, { key })
    return
  }
  const suggestion = nearest(key, knownKeys)
  if (suggestion === undefined) {
    findings.add('unknown-key', 'warning', token, { key })
    return
  }
  const isTaken = stanza.entries.some((entry) => entry.key === suggestion)
  const fix = isTaken ? {} : { fix: [renamed(document, token, suggestion)] }
  findings.add('misspelt-key', 'warning', token, { key, suggestion, ...fix })
}

function isRead(key: string, { era }: Release): boolean {
  if (key === 'name' || key === 'priority') return era.namePriority
  if (key === 'disallow_env_vars') return hasEffect(era)
  return healthChecks.includes(key) ? era.healthCheckKeys : true
}

/** Where the environment is merged into the stanza, there is nothing left that the key could keep out. */
function hasEffect({ disallowEnvVarsKey, envMerge }: Era): boolean {
  return disallowEnvVarsKey && !envMerge
}

function renamed({ format }: ConfigDocument, { start, end, kind }: Token, name: string) {
  return { start, end, text: format === 'json' || kind === 'STRING' ? literalOf(name) : name }
}

/** Keys that are given twice: the last one counts, unless the release refuses the file. */
export function checkDuplicates({ document, release, environment }: Subject, findings: Findings): void {
  const isRefused = release.era.duplicateAttributes === 'error' && !allowsDuplicates(environment)
  const severity = isRefused ? 'error' : 'warning'
  for (const { key, first } of document.duplicates) {
    const name = document.text.slice(key.start, key.end)
    findings.add('duplicate-key', severity, key, { key: name, evidence: { firstLine: first.line } })
  }
}

/** Vault's way back to the old rule, for a while. */
export function allowsDuplicates(environment: Subject['environment']): boolean {
  return goBoolean(environment?.VAULT_ALLOW_PENDING_REMOVAL_DUPLICATE_HCL_ATTRIBUTES ?? '') === true
}
