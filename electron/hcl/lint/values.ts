/** Rules about the values of an awskms stanza. */
import type { Era } from '../../../shared/domain/releases.ts'
import { isSecretParameter } from '../../../shared/domain/seal-parameters.ts'
import { replacement } from '../edit/edit.ts'
import { goBoolean, isDisabled, type Stanza, type StanzaEntry } from '../stanzas.ts'
import { endOf, lineOf, startOf } from '../tree.ts'
import { settingText } from '../values/value.ts'
import { type Findings, headOf, type Range, type Subject } from './finding.ts'

/** Keys that a reference can be given for. */
const referable = ['access_key', 'secret_key', 'session_token']
const booleans = ['key_not_required', 'disallow_env_vars', 'health_check_enabled']
/** Keys whose value goes to AWS as it is. */
const exact = ['kms_key_id', 'region', 'endpoint', 'access_key', 'secret_key', 'session_token', 'role_arn']

/** The variable that carries a secret where the file should not. */
const variables: Readonly<Record<string, string>> = {
  secret_key: 'AWS_SECRET_ACCESS_KEY',
  session_token: 'AWS_SESSION_TOKEN',
}

export function checkValues(subject: Subject, stanza: Stanza, findings: Findings): void {
  for (const entry of stanza.entries) checkValue(subject, entry, findings)
}

function checkValue(subject: Subject, entry: StanzaEntry, findings: Findings): void {
  const { key, value } = entry
  const range = rangeOf(entry)
  if (value.kind === 'undecodable') {
    if (!subject.document.refusal) findings.add('undecodable-value', 'error', range, { key })
  } else if (settingText(value) === undefined) {
    if (key !== 'purpose' || value.kind === 'object') findings.add('not-a-value', 'error', range, { key })
  } else {
    checkBoolean(subject, entry, range, findings)
    checkText(subject, entry, range, findings)
  }
}

function checkBoolean({ document, release }: Subject, entry: StanzaEntry, range: Range, findings: Findings): void {
  const { key, value } = entry
  const text = settingText(value) ?? ''
  const isWrong = key === 'disabled' ? isDisabled(value) === undefined : isWrongBoolean(key, text)
  if (!isWrong || !isParsed(key, release.era)) return
  const suggestion = booleanMeant(text)
  findings.add('not-a-boolean', 'error', range, {
    key,
    ...(suggestion === undefined ? {} : { suggestion, fix: [replacement(document, entry.item, suggestion)] }),
  })
}

function isWrongBoolean(key: string, text: string): boolean {
  return booleans.includes(key) && goBoolean(text) === undefined
}

/** A boolean without effect is parsed all the same where the environment is merged; elsewhere it is passed over. */
function isParsed(key: string, { disallowEnvVarsKey, envMerge, healthCheckKeys }: Era): boolean {
  if (key === 'disallow_env_vars') return disallowEnvVarsKey || envMerge
  return key !== 'health_check_enabled' || healthCheckKeys
}

function booleanMeant(text: string): 'true' | 'false' | undefined {
  if (/^\s*(?:y|yes|on|enabled?|true|tru)\s*$/i.test(text)) return 'true'
  return /^\s*(?:n|no|off|disabled?|false|)\s*$/i.test(text) ? 'false' : undefined
}

function checkText(subject: Subject, entry: StanzaEntry, range: Range, findings: Findings): void {
  const { key, value } = entry
  const text = settingText(value) ?? ''
  if (/^\s*(?:env|file):/i.test(text)) checkReference(subject, entry, text.trim(), range, findings)
  else {
    if (isSecretParameter(key)) checkSecret(subject, entry, range, findings)
    if (exact.includes(key) && text.trim() !== text) {
      const fix = [replacement(subject.document, entry.item, text.trim())]
      findings.add('value-with-blanks', 'warning', range, { key, fix })
    }
    if (key === 'endpoint') checkEndpoint(subject, entry, text.trim(), range, findings)
  }
}

/** The servers cut `env://` and `file://` off in lower case only, and take all of the text for the name or path otherwise. */
function checkReference(
  { document, release, environment }: Subject,
  entry: StanzaEntry,
  text: string,
  range: Range,
  findings: Findings,
): void {
  const { key } = entry
  const [, scheme = '', rest = ''] = /^(env|file):(?:\/\/)?(.*)$/is.exec(text) ?? []
  const wellFormed = `${scheme.toLowerCase()}://${rest}`
  if (!release.era.indirection || !referable.includes(key)) {
    if (text.includes('://')) findings.add('reference-taken-literally', 'warning', range, { key })
  } else if (text !== wellFormed) {
    const fix = [replacement(document, entry.item, wellFormed)]
    findings.add('reference-malformed', 'error', range, { key, suggestion: wellFormed, fix })
  } else if (scheme === 'env' && environment && environment[rest] === undefined) {
    findings.add('reference-unset', 'error', range, { key, evidence: { name: rest } })
  }
}

/** Never shows the secret: its evidence is empty, and what it suggests stands in its place. */
function checkSecret({ document, release }: Subject, entry: StanzaEntry, range: Range, findings: Findings): void {
  const variable = variables[entry.key] ?? ''
  const reference = `env://${variable}`
  findings.add('secret-in-file', 'warning', range, {
    key: entry.key,
    suggestion: release.era.indirection ? reference : variable,
    ...(release.era.indirection ? { fix: [replacement(document, entry.item, reference)] } : {}),
  })
}

/** The first SDK puts https:// before a bare host, the second one asks for it. */
function checkEndpoint(subject: Subject, entry: StanzaEntry, text: string, range: Range, findings: Findings): void {
  if (text === '') return
  if (/^https?:\/\/[^/?#\s]+(?:[/?#]\S*)?$/i.test(text)) return
  if (text.includes('://') || /\s/.test(text)) {
    findings.add('endpoint-malformed', 'error', range, { key: 'endpoint' })
    return
  }
  const suggestion = `https://${text}`
  const severity = subject.release.generation === 'A' ? 'warning' : 'error'
  findings.add('endpoint-without-scheme', severity, range, {
    key: 'endpoint',
    suggestion,
    fix: [replacement(subject.document, entry.item, suggestion)],
  })
}

/** Rules about values that belong together. */
export function checkTogether({ release, environment }: Subject, stanza: Stanza, findings: Findings): void {
  const head = headOf(stanza)
  const text = (key: string) => textOf(stanza, key)
  const isSet = (...names: string[]) => names.some((name) => environment?.[name])
  const isKnown = environment !== undefined
  const isKeyNeeded = goBoolean(text('key_not_required')) !== true
  if (isKeyNeeded && text('kms_key_id') === '' && !isSet('AWSKMS_WRAPPER_KEY_ID', 'VAULT_AWSKMS_SEAL_KEY_ID')) {
    findings.add('key-id-missing', isKnown ? 'error' : 'warning', head, { key: 'kms_key_id' })
  }
  if (text('region') === '' && !isSet('AWS_REGION', 'AWS_DEFAULT_REGION')) {
    findings.add('region-missing', 'info', head, { key: 'region' })
  }
  checkRegion(stanza, findings)
  checkPair(stanza, release.era.envMerge, isSet, findings)
}

function checkRegion(stanza: Stanza, findings: Findings): void {
  const entry = stanza.entries.findLast(({ key }) => key === 'kms_key_id')
  const region = textOf(stanza, 'region')
  const inKey = /^arn:[^:]*:kms:([^:]+):/.exec(textOf(stanza, 'kms_key_id'))?.[1]
  if (!entry || !inKey || region === '' || inKey === region) return
  findings.add('region-differs-from-key', 'warning', rangeOf(entry), {
    key: 'kms_key_id',
    evidence: { region, keyRegion: inKey },
  })
}

function checkPair(
  stanza: Stanza,
  isMerged: boolean,
  isSet: (...names: string[]) => boolean,
  findings: Findings,
): void {
  const [id, secret] = ['access_key', 'secret_key'].map((key) => textOf(stanza, key) !== '')
  const token = stanza.entries.findLast(({ key }) => key === 'session_token')
  const isCompleted = isMerged && isSet(id ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID')
  const half = stanza.entries.findLast(({ key }) => key === (id ? 'access_key' : 'secret_key'))
  if (id !== secret && half && !isCompleted) findings.add('half-key-pair', 'error', rangeOf(half), { key: half.key })
  if (token && !id && !secret && !isMerged)
    findings.add('token-without-pair', 'warning', rangeOf(token), { key: token.key })
}

function textOf({ entries }: Stanza, key: string): string {
  const value = entries.findLast((entry) => entry.key === key)?.value
  return (value && settingText(value)) ?? ''
}

export function rangeOf({ item }: StanzaEntry): Range {
  return { start: startOf(item.value), end: endOf(item.value), line: lineOf(item.value) }
}
