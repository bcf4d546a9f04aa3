/**
 * Turns what the SDK, Node's network and TLS throw into diagnoses, once. It decides by error name, system code and HTTP
 * status, never by the text of a message: texts change and differ per service. What it does not know stays as it is, so
 * that a bug of ours is not told as a fact about the world.
 */
import { DiagnosedError, type DiagnosisCode, type Evidence } from '../../shared/diagnosis.ts'
import { keyReferenceRegion } from '../../shared/domain/key-reference.ts'
import { awsErrorCodes } from './error-names.ts'
import { networkFault, tlsFaultCodes } from './network-fault.ts'

/** What is known about a call beside the error. */
export interface CallFacts {
  operation: string
  /** The endpoint is the sandbox's own: no answer means that it is not running. */
  sandbox?: boolean
  evidence?: Evidence
  /** The local time, to tell a wrong clock by. */
  now: Date
}

/** Five minutes: the difference at which AWS refuses a signature. */
const toleratedSkewSeconds = 300

/**
 * The diagnosis of a failed AWS call, or the error itself where it says nothing about the world. A `DiagnosedError` only
 * gains the evidence that it lacks.
 */
export function diagnoseAwsError(error: unknown, facts: CallFacts): unknown {
  if (error instanceof DiagnosedError) return withMoreEvidence(error, facts)
  if (!(error instanceof Error)) return error
  const verdict = judge(error, facts)
  if (verdict === undefined) return error
  const evidence: Evidence = {
    operation: facts.operation,
    ...facts.evidence,
    ...answerEvidence(error),
    ...verdict.evidence,
  }
  return new DiagnosedError(verdict.code, evidence, { cause: withoutBaggage(error) })
}

interface Verdict {
  code: DiagnosisCode
  evidence?: Evidence
}

function judge(error: Error, facts: CallFacts): Verdict | undefined {
  return judgeTransport(error, facts) ?? judgeName(error, facts) ?? judgeStatus(error)
}

function judgeTransport(error: Error, facts: CallFacts): Verdict | undefined {
  const systemCode = systemCodeOf(error)
  if (systemCode !== undefined && tlsFaultCodes.has(systemCode))
    return { code: 'tls-untrusted', evidence: { systemCode } }
  const fault = networkFault(error.name, systemCode)
  if (fault === undefined) return undefined
  const evidence: Evidence = { ...(systemCode && { systemCode }), reason: fault }
  if (fault === 'other-protocol') return { code: 'endpoint-not-kms', evidence }
  // The sandbox listens on this machine: whatever keeps it from answering, it is not serving.
  return { code: facts.sandbox ? 'sandbox-stopped' : 'endpoint-unreachable', evidence }
}

function judgeName(error: Error, facts: CallFacts): Verdict | undefined {
  const code = awsErrorCodes.get(error.name)
  if (code === undefined) return undefined
  if (code === 'credentials-rejected' || code === 'clock-skewed') return judgeSignature(error, code, facts)
  // Being refused a role is about the role and its trust policy, whatever the operation's own permissions are called.
  if (code === 'permission-denied' && facts.operation.startsWith('AssumeRole')) return { code: 'role-not-assumable' }
  if (code === 'key-not-found') return { code, evidence: regionEvidence(facts) }
  return { code }
}

/** AWS says the same of a wrong secret and of a wrong clock; its own clock in the answer tells them apart. */
function judgeSignature(error: Error, code: DiagnosisCode, { now }: CallFacts): Verdict {
  const skewSeconds = skewOf(error, now)
  const isSkewed = skewSeconds !== undefined && Math.abs(skewSeconds) > toleratedSkewSeconds
  const aboutTime = code === 'clock-skewed' || signatureNames.has(error.name)
  if (aboutTime && isSkewed) return { code: 'clock-skewed', evidence: { skewSeconds } }
  if (code === 'clock-skewed') return { code, ...(skewSeconds !== undefined && { evidence: { skewSeconds } }) }
  return { code, evidence: { reason: signatureNames.has(error.name) ? 'signature' : 'access-key' } }
}

const signatureNames = new Set(['InvalidSignatureException', 'SignatureDoesNotMatch', 'InvalidSignature'])

/** Keys belong to a region: an ARN of another one than was asked is the usual reason for "not found". */
function regionEvidence({ evidence }: CallFacts): Evidence {
  const named = evidence?.keyReference === undefined ? undefined : keyReferenceRegion(evidence.keyReference)
  return named !== undefined && named !== evidence?.region ? { reason: 'region-differs' } : {}
}

/** An answer of an unknown kind: judged by its HTTP status, and by whether it could be read at all. */
function judgeStatus(error: Error): Verdict | undefined {
  const status = statusOf(error)
  const unreadable = error.name === 'SyntaxError' || isUnnamed(error)
  if (unreadable && (status !== undefined || responseOf(error))) return unreadableAnswer(status)
  if (status === undefined) return undefined
  if (status === 401) return { code: 'credentials-rejected' }
  if (status === 403) return { code: 'permission-denied' }
  if (status === 429) return { code: 'throttled' }
  return { code: status >= 500 ? 'kms-unavailable' : 'request-rejected' }
}

/** Not the answer of an AWS service: a proxy's page, a captive portal, or another server at that address. */
function unreadableAnswer(status: number | undefined): Verdict {
  const reason = status === 407 ? 'proxy-authentication' : 'not-json'
  return { code: 'endpoint-not-kms', evidence: { reason } }
}

function isUnnamed(error: Error): boolean {
  return ['Error', 'Unknown', 'UnknownError', 'TypeError'].includes(error.name) || /^\d{3}$/.test(error.name)
}

/** What the answer itself says. `awsMessage` is AWS's own text; of an answer that is not AWS's nothing is quoted. */
function answerEvidence(error: Error): Evidence {
  const metadata = metadataOf(error)
  const httpStatus = statusOf(error)
  const fromAws = '$fault' in error && !isUnnamed(error) && error.name !== 'SyntaxError'
  const requestId = metadata?.requestId
  return {
    ...(fromAws && { awsError: error.name, ...(hasText(error) && { awsMessage: error.message }) }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(typeof requestId === 'string' && { requestId }),
  }
}

/** The SDK's errors carry the whole exchange, session tokens in its headers included. What a developer needs is kept. */
function withoutBaggage({ name, message, stack }: Error): Error {
  const bare = new Error(message)
  bare.name = name
  if (stack !== undefined) bare.stack = stack
  return bare
}

/** Where AWS says nothing, the SDK puts a word of its own. */
function hasText({ message }: Error): boolean {
  return message !== '' && message !== 'UnknownError'
}

function withMoreEvidence(error: DiagnosedError, facts: CallFacts): DiagnosedError {
  const { code, retry, evidence } = error.diagnosis
  return new DiagnosedError(
    code,
    { operation: facts.operation, ...facts.evidence, ...evidence },
    { retry, cause: error },
  )
}

function skewOf(error: Error, now: Date): number | undefined {
  const date = headerOf(error, 'date')
  const serverTime = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(serverTime) ? undefined : Math.round((serverTime - now.getTime()) / 1000)
}

function headerOf(error: Error, name: string): string | undefined {
  const headers = responseOf(error)?.headers
  if (!isRecord(headers)) return undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : undefined
}

function statusOf(error: Error): number | undefined {
  const fromMetadata = metadataOf(error)?.httpStatusCode
  if (typeof fromMetadata === 'number') return fromMetadata
  const fromResponse = responseOf(error)?.statusCode
  return typeof fromResponse === 'number' ? fromResponse : undefined
}

/** The system's or OpenSSL's code of an error, also of one that wraps several attempts to connect. */
function systemCodeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)) return error.code
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  return first instanceof Error && first !== error ? systemCodeOf(first) : undefined
}

function metadataOf(error: Error): Record<string, unknown> | undefined {
  return '$metadata' in error && isRecord(error.$metadata) ? error.$metadata : undefined
}

function responseOf(error: Error): Record<string, unknown> | undefined {
  return '$response' in error && isRecord(error.$response) ? error.$response : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
