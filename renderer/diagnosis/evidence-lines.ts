import type { Diagnosis, Evidence } from '../../shared/diagnosis.ts'
import { fieldName, fieldRule } from './field-words.ts'
import { reasonText } from './reasons.ts'
import { utc } from './words.ts'

type Plain = Exclude<keyof Evidence, 'trace' | 'findings' | 'fields'>

/** Labels in the order in which they are shown: who, where, what, and what was answered. */
const labels: Record<Plain, string> = {
  callerArn: 'Caller',
  profile: 'Profile',
  ssoSession: 'SSO session',
  source: 'Source of credentials',
  roleArn: 'Role',
  region: 'Region',
  endpoint: 'Endpoint',
  proxy: 'Proxy',
  port: 'Port',
  keyReference: 'Key as named',
  keyArn: 'Key ARN',
  keyState: 'Key state',
  deletionAt: 'Deletion at',
  operation: 'Operation',
  awsError: 'AWS error',
  awsMessage: 'AWS says',
  httpStatus: 'HTTP status',
  requestId: 'Request id',
  systemCode: 'System error',
  reason: 'Reason',
  skewSeconds: 'Clock is off by (seconds)',
  file: 'File',
  line: 'Line',
  column: 'Column',
  serverText: 'A server says',
  version: 'Version now',
  keptAside: 'Kept aside as',
  offset: 'Byte',
  procedure: 'Procedure',
  callId: 'Call id',
}

export interface EvidenceLine {
  label: string
  value: string
}

/** The plain facts of a diagnosis as labelled lines. */
export function evidenceLines(evidence: Evidence): EvidenceLine[] {
  return (Object.keys(labels) as Plain[]).flatMap((key) => {
    const value = evidence[key]
    if (value === undefined || value === '') return []
    return [{ label: labels[key], value: valueText(key, String(value)) }]
  })
}

function valueText(key: Plain, value: string): string {
  if (key === 'deletionAt') return utc(value)
  return key === 'reason' ? reasonText(value) : value
}

/** What every source of credentials did, one line each. */
export function traceLines({ trace = [] }: Evidence): EvidenceLine[] {
  return trace.map(({ link, outcome, reason, origin }) => {
    const from = origin?.name ?? origin?.profile
    const at = origin?.file && (origin.line ? `${origin.file}:${origin.line}` : origin.file)
    const details = [reasonText(reason), from, at].filter(Boolean).join(', ')
    return { label: link, value: details ? `${outcome}: ${details}` : outcome }
  })
}

/** The faults of an input, field by field. */
export function fieldLines({ fields = [] }: Evidence): EvidenceLine[] {
  return fields.map((field) => ({ label: fieldName(field), value: fieldRule(field) }))
}

/** All of it as text, for a report or a colleague. */
export function diagnosisText(title: string, { code, evidence }: Diagnosis): string {
  const lines = [...evidenceLines(evidence), ...traceLines(evidence), ...fieldLines(evidence)]
  return [title, `Code: ${code}`, ...lines.map(({ label, value }) => `${label}: ${value}`)].join('\n')
}
