/** Findings about what stands in a stanza. */
import { documentedParameters, furtherParameters } from '../../../../shared/domain/seal-parameters.ts'
import { goBoolean, isHeaderValue, trimSpace } from '../go-text.ts'
import { healthCheckKeys } from '../health-check.ts'
import { referringKeys, schemeOf } from '../references.ts'
import { knowsDisallow } from '../switches.ts'
import { type SealRule, type Subject, stops, tells, warns } from './finding.ts'
import { closest } from './suggestion.ts'

/** Keys that some release reads and others do not. */
const keysOfReleases: readonly string[] = ['name', 'priority', ...healthCheckKeys]
const keysOfAll: readonly string[] = [...documentedParameters, ...furtherParameters, 'purpose']

const unknownKey: SealRule = (subject) => {
  const { era } = subject.seal.server.release
  return [...subject.resolved.listed.values.keys()].flatMap((key) => {
    const place = { key, line: subject.line(key) }
    if (healthCheckKeys.includes(key as never) && era.healthCheckKeys) return []
    if (keysOfReleases.includes(key)) return [tells('key-for-other-release', place)]
    if (keysOfAll.includes(key)) return []
    return [warns('unknown-key', { ...place, suggestion: closest(key, [...keysOfAll, ...keysOfReleases]) })]
  })
}

const shownKeys = [
  'kms_key_id',
  'region',
  'endpoint',
  'role_arn',
  'shared_creds_profile',
  'shared_creds_filename',
] as const

const blankValue: SealRule = (subject) =>
  [...shownKeys, ...referringKeys].flatMap((key) => {
    const text = subject.written(key) ?? ''
    if (text === trimSpace(text) || /[\r\n]/.test(text)) return []
    return [warns('value-has-blanks', { key, line: subject.line(key) })]
  })

/** A heredoc and an escape leave a line end that no key id survives. */
const lineEnd: SealRule = (subject) =>
  shownKeys.flatMap((key) => {
    const text = subject.written(key) ?? ''
    return /[\r\n]/.test(text) ? [stops('value-has-line-end', { key, line: subject.line(key) })] : []
  })

const keyId: SealRule = (subject) => {
  const isMissing = subject.setting('kms_key_id')?.origin.kind === 'not-set'
  if (!isMissing) return []
  const place = { key: 'kms_key_id', line: subject.line() }
  return goBoolean(subject.text('key_not_required'))
    ? [warns('key-not-required', place)]
    : [stops('key-id-missing', place)]
}

const halfPair: SealRule = (subject) => {
  const [hasKey, hasSecret] = [subject.text('access_key') !== '', subject.text('secret_key') !== '']
  if (hasKey !== hasSecret) {
    const [given, missing] = hasKey ? (['access_key', 'secret_key'] as const) : (['secret_key', 'access_key'] as const)
    return [stops('half-pair-in-stanza', { key: given, line: subject.line(given), evidence: { missing } })]
  }
  const isTokenAlone = !hasKey && subject.text('session_token') !== ''
  return isTokenAlone
    ? [warns('token-without-pair', { key: 'session_token', line: subject.line('session_token') })]
    : []
}

const secretLineEnd: SealRule = (subject) => {
  const secret = subject.text('secret_key')
  const place = (key: string) => ({ key, line: subject.line(key) })
  const inHeader = ['access_key', 'session_token'].filter((key) => !isHeaderValue(subject.text(key)))
  return [
    ...(/[\r\n]$/.test(secret) ? [warns('secret-with-line-end', place('secret_key'))] : []),
    ...inHeader.map((key) => stops('key-with-line-end', place(key))),
  ]
}

const literalKeys = [...shownKeys, 'web_identity_token_file', 'role_session_name'] as const

/** Only three keys hold references, and not in every release. */
const references: SealRule = (subject) => {
  const knowsThem = subject.seal.server.release.era.indirection
  const unresolved = [...literalKeys, ...(knowsThem ? [] : referringKeys)].flatMap((key) => {
    const text = trimSpace(subject.written(key) ?? '')
    if (!/^(?:env|file|string):\/\//.test(text) || key === 'web_identity_token_file') return []
    return [
      warns('reference-not-resolved', { key, line: subject.line(key), evidence: { scheme: schemeOf(text) ?? '' } }),
    ]
  })
  return [...unresolved, ...(knowsThem ? referringKeys.flatMap((key) => misspelt(subject, key)) : [])]
}

function misspelt(subject: Subject, key: string) {
  const text = trimSpace(subject.written(key) ?? '')
  const scheme = schemeOf(text)
  if (scheme === undefined || text.startsWith(`${scheme}://`)) return []
  return [stops('reference-misspelt', { key, line: subject.line(key), suggestion: `${scheme}://` })]
}

const tokenFile: SealRule = (subject) => {
  const key = 'web_identity_token_file'
  const path = /^file:\/\/(.*)$/s.exec(subject.written(key) ?? '')?.[1]
  return path === undefined ? [] : [warns('token-file-misspelt', { key, line: subject.line(key), suggestion: path })]
}

const pathKeys = ['shared_creds_filename', 'web_identity_token_file', ...referringKeys] as const

const tilde: SealRule = (subject) =>
  pathKeys
    .filter((key) => /^(?:file:\/\/)?~/.test(subject.written(key) ?? ''))
    .map((key) => warns('path-not-expanded', { key, line: subject.line(key) }))

const disallow: SealRule = (subject) => {
  const key = 'disallow_env_vars'
  const { release } = subject.seal.server
  if (!goBoolean(subject.written(key) ?? '') || (knowsDisallow(release) && !release.era.envMerge)) return []
  return [warns('disallow-without-effect', { key, line: subject.line(key) })]
}

export const stanzaRules: readonly SealRule[] = [
  unknownKey,
  blankValue,
  lineEnd,
  keyId,
  halfPair,
  secretLineEnd,
  references,
  tokenFile,
  tilde,
  disallow,
]
