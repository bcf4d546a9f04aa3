/** Findings about the environment of a server. */
import { hasHalfPair } from '../environment-pair.ts'
import { invalidNames as invalidOnFirst } from '../first-sdk/environment-checks.ts'
import { equalFold } from '../go-text.ts'
import { metadataDisabledName } from '../metadata.ts'
import { invalidNames as invalidOnSecond } from '../second-sdk/environment-checks.ts'
import { type SealRule, stops, tells, warns } from './finding.ts'

const overStanza: SealRule = (subject) =>
  subject.seal.settings.flatMap(({ name, origin, value, overridden }) => {
    if (origin.kind !== 'environment') return []
    const lost = overridden.find((candidate) => candidate.origin.kind === 'stanza')
    const isSame = lost?.value !== undefined && lost.value === value
    if (!lost || isSame) return []
    return [warns('environment-over-stanza', { key: name, line: subject.line(name), evidence: { name: origin.name } })]
  })

const race: SealRule = (subject) =>
  subject.seal.settings.flatMap(({ name, origin, rule }) => {
    if (origin.kind !== 'ambiguous' || rule !== 'random-merge' || name === 'endpoint') return []
    const names = origin.candidates.flatMap(({ origin: each }) => (each.kind === 'environment' ? [each.name] : []))
    return [
      stops('environment-names-race', { key: name, line: subject.line(name), evidence: { names: names.join(' ') } }),
    ]
  })

const fatalValue: SealRule = (subject) => {
  const { environment, seal } = subject
  const names = subject.isOnSecondSdk
    ? invalidOnSecond(environment, seal.server.release.credentials)
    : invalidOnFirst(environment)
  return names.map((key) => stops('environment-value-fatal', { key }))
}

/** Names that look as if they meant something to a seal. */
const neverRead = ['AWSKMS_ENDPOINT', 'AWS_SECURITY_TOKEN', 'BAO_AWSKMS_SEAL_KEY_ID', 'BAO_AWSKMS_WRAPPER_KEY_ID']
const ofSecondSdk = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_KMS']

const ignoredName: SealRule = (subject) => {
  return [...neverRead, ...(subject.isOnSecondSdk ? [] : ofSecondSdk)]
    .filter((name) => subject.environment.read(name) !== '')
    .map((key) => warns('environment-name-ignored', { key }))
}

const halfPair: SealRule = ({ environment }) =>
  hasHalfPair(environment) ? [warns('half-pair-in-environment', { key: 'AWS_ACCESS_KEY_ID' })] : []

const metadataSwitch: SealRule = ({ environment }) => {
  const value = environment.read(metadataDisabledName)
  if (value === '' || equalFold(value, 'true') || equalFold(value, 'false')) return []
  return [warns('metadata-switch-ignored', { key: metadataDisabledName, suggestion: 'true' })]
}

const bundle: SealRule = (subject) => {
  const name = 'AWS_CA_BUNDLE'
  if (!subject.isOnSecondSdk) return []
  if (subject.environment.read(name) !== '')
    return [stops('ca-bundle-stops-seal', { key: name, suggestion: 'SSL_CERT_FILE' })]
  return subject.error.includes('unable to add custom RootCAs')
    ? [stops('ca-bundle-stops-seal', { key: 'ca_bundle', suggestion: 'SSL_CERT_FILE' })]
    : []
}

/** A role that a node's own set-up exports, such as a Kubernetes service account's. */
const roleOfNode: SealRule = (subject) => {
  const { outcome } = subject.seal.credential
  const isRole = outcome === 'web-identity' || outcome === 'assumed-role'
  const name = 'AWS_ROLE_ARN'
  if (!isRole || subject.text('role_arn') !== '' || subject.environment.read(name) === '') return []
  return [tells('role-from-environment', { key: name, evidence: { role: subject.seal.credential.role ?? '' } })]
}

export const environmentRules: readonly SealRule[] = [
  overStanza,
  race,
  fatalValue,
  ignoredName,
  halfPair,
  metadataSwitch,
  bundle,
  roleOfNode,
]
