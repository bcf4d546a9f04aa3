/** Findings about regions, endpoints and instance metadata. */
import { parseGoUrl } from '../go-text.ts'
import { isMetadataDisabled } from '../metadata.ts'
import { type SealRule, type Subject, stops, tells, warns } from './finding.ts'

const region: SealRule = (subject) => {
  const setting = subject.setting('region')
  const place = { key: 'region', line: subject.line('region') }
  if (setting?.rule === 'first-region')
    return [warns('region-by-default', { ...place, evidence: { region: 'us-east-1' } })]
  if (setting?.rule === 'metadata-region') return [tells('region-from-metadata', place)]
  const value = setting?.value
  if (value === undefined || /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}$/.test(value) || value === 'aws-global') return []
  return [warns('region-unknown', { ...place, evidence: { region: value } })]
}

const mismatch: SealRule = (subject) => {
  const value = subject.setting('region')?.value
  if (value === undefined) return []
  const ofKey = /^arn:[^:]*:kms:([^:]+):/.exec(subject.setting('kms_key_id')?.value ?? '')?.[1]
  const ofEndpoint = /^https?:\/\/kms(?:-fips)?\.([a-z0-9-]+)\./i.exec(subject.setting('endpoint')?.value ?? '')?.[1]
  const differs = (other: string | undefined) => other !== undefined && other !== value
  return [
    ...(differs(ofKey)
      ? [
          warns('region-not-in-key-id', {
            key: 'region',
            line: subject.line('kms_key_id'),
            evidence: { region: value, other: ofKey ?? '' },
          }),
        ]
      : []),
    ...(differs(ofEndpoint) && isCustom(subject)
      ? [
          warns('region-not-in-endpoint', {
            key: 'region',
            line: subject.line('endpoint'),
            evidence: { region: value, other: ofEndpoint ?? '' },
          }),
        ]
      : []),
  ]
}

function isCustom(subject: Subject): boolean {
  const origin = subject.setting('endpoint')?.origin.kind
  return origin === 'stanza' || origin === 'environment' || origin === 'profile'
}

const sdkRules = ['sdk-kms-endpoint-name', 'sdk-endpoint-name', 'profile-services', 'profile-endpoint']

const endpoint: SealRule = (subject) => {
  const setting = subject.setting('endpoint')
  if (!setting) return []
  const place = { key: 'endpoint', line: subject.line('endpoint') }
  if (setting.rule === 'endpoint-switched-off') return [warns('endpoint-switched-off', place)]
  const source = setting.origin.kind === 'environment' ? { name: setting.origin.name } : {}
  const fromSdk = sdkRules.includes(setting.rule)
    ? [warns('endpoint-from-sdk-name', { ...place, evidence: source })]
    : []
  return [...fromSdk, ...(isCustom(subject) ? malformed(subject, setting.value ?? '') : [])]
}

function malformed(subject: Subject, value: string) {
  const url = parseGoUrl(value)
  if (url && /^https?$/.test(url.scheme) && url.host !== '') return []
  const suggestion = /^[a-z0-9.-]+(?::\d+)?$/i.test(value) ? `https://${value}` : undefined
  return [stops('endpoint-malformed', { key: 'endpoint', line: subject.line('endpoint'), suggestion })]
}

const fips: SealRule = (subject) => {
  const isConflict = /(?:FIPS|Dualstack) and custom endpoint are not supported/.test(subject.error)
  return isConflict ? [stops('endpoint-excludes-fips', { key: 'endpoint', line: subject.line('endpoint') })] : []
}

/** Seconds that a start spends waiting for a metadata service that is not there. */
const waits = { regionOnFirst: 23, credentialsOnFirst: 12, onSecond: 13 } as const

const metadata: SealRule = (subject) => {
  const { trace, outcome } = subject.seal.credential
  const regionRule = subject.setting('region')?.rule
  const isUsed = outcome === 'instance' || regionRule === 'metadata-region'
  if (isUsed) return [tells('metadata-hop-limit', { evidence: { limit: 2 } })]
  if (isMetadataDisabled(subject.surroundings) || subject.surroundings.metadata !== 'unreachable') return []
  const isAskedForKeys = trace.some(({ link, outcome: did }) => link === 'instance' && did === 'failed')
  const isAskedForRegion = regionRule === 'first-region' || regionRule === 'no-source'
  if (!isAskedForKeys && !isAskedForRegion) return []
  const onFirst = isAskedForRegion ? waits.regionOnFirst : waits.credentialsOnFirst
  return [tells('metadata-slow', { evidence: { seconds: subject.isOnSecondSdk ? waits.onSecond : onFirst } })]
}

export const addressRules: readonly SealRule[] = [region, mismatch, endpoint, fips, metadata]
