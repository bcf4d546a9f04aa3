import { z } from 'zod'
import { chainLinkSchema } from './domain/identity.ts'
import { problemSchema } from './domain/problem.ts'
import { instantSchema } from './domain/time.ts'

/** Everything that can be wrong with the world, each a case of its own with its own words and remedies. */
export const diagnosisCodes = [
  'no-credentials',
  'profile-not-found',
  'profile-invalid',
  'sso-session-expired',
  'mfa-required',
  'role-not-assumable',
  'credential-process-failed',
  'credentials-expired',
  'credentials-rejected',
  'clock-skewed',
  'region-missing',
  'permission-denied',
  'key-not-found',
  'key-disabled',
  'key-unusable-state',
  'key-unfit',
  'wrong-key',
  'ciphertext-rejected',
  'blob-malformed',
  'blob-mechanism-unknown',
  'blob-authentication-failed',
  'round-trip-differs',
  'kms-unavailable',
  'throttled',
  'quota-reached',
  'operation-unsupported',
  'request-rejected',
  'endpoint-unreachable',
  'endpoint-not-kms',
  'endpoint-invalid',
  'tls-untrusted',
  'sandbox-stopped',
  'sandbox-port-in-use',
  'store-damaged',
  'store-too-new',
  'store-in-use',
  'config-syntax',
  'config-invalid',
  'file-unreadable',
  'file-unwritable',
  'file-changed',
  'not-found',
  'bad-request',
  'outcome-unknown',
  'cancelled',
  'unexpected',
] as const
export const diagnosisCodeSchema = z.enum(diagnosisCodes)
export type DiagnosisCode = z.infer<typeof diagnosisCodeSchema>

/** When the same act may succeed: at once, after the user mended something, or never. */
export const retrySchema = z.enum(['now', 'after-fix', 'never'])
export type Retry = z.infer<typeof retrySchema>

/** A place in the input that broke a rule: dotted path, the rule's name, and the limit where the rule is one. Never the value. */
export const fieldFaultSchema = z.strictObject({ path: z.string(), rule: z.string(), limit: z.number().optional() })

/** How many letters a text may have at most or must have at least, where an issue of zod is about that. */
export function limitOf(issue: object): number | undefined {
  const { origin, maximum, minimum } = issue as { origin?: unknown; maximum?: unknown; minimum?: unknown }
  const limit = maximum ?? minimum
  return origin === 'string' && typeof limit === 'number' ? limit : undefined
}
export type FieldFault = z.infer<typeof fieldFaultSchema>

/** The facts behind a diagnosis. All optional, none secret; `awsMessage` is AWS's own text, everything else is data. */
export const evidenceSchema = z.strictObject({
  operation: z.string().optional(),
  profile: z.string().optional(),
  ssoSession: z.string().optional(),
  source: z.string().optional(),
  region: z.string().optional(),
  endpoint: z.string().optional(),
  proxy: z.string().optional(),
  keyReference: z.string().optional(),
  keyArn: z.string().optional(),
  keyState: z.string().optional(),
  deletionAt: instantSchema.optional(),
  callerArn: z.string().optional(),
  roleArn: z.string().optional(),
  awsError: z.string().optional(),
  awsMessage: z.string().optional(),
  httpStatus: z.int().optional(),
  requestId: z.string().optional(),
  systemCode: z.string().optional(),
  reason: z.string().optional(),
  skewSeconds: z.number().optional(),
  trace: z.array(chainLinkSchema).optional(),
  findings: z.array(problemSchema).optional(),
  fields: z.array(fieldFaultSchema).optional(),
  file: z.string().optional(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  /** The text with which a server refuses. */
  serverText: z.string().optional(),
  /** The version that a file has now. */
  version: z.string().optional(),
  keptAside: z.string().optional(),
  port: z.int().optional(),
  offset: z.int().nonnegative().optional(),
  procedure: z.string().optional(),
  callId: z.string().optional(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** A statement about the world: a code, when to try again, and the facts. It holds no prose: the page has the words. */
export const diagnosisSchema = z.strictObject({
  code: diagnosisCodeSchema,
  retry: retrySchema,
  evidence: evidenceSchema,
})
export type Diagnosis = z.infer<typeof diagnosisSchema>

const retryOf: Partial<Record<DiagnosisCode, Retry>> = {
  throttled: 'now',
  'kms-unavailable': 'now',
  'endpoint-unreachable': 'now',
  'outcome-unknown': 'now',
  cancelled: 'now',
  unexpected: 'now',
  'blob-malformed': 'never',
  'blob-mechanism-unknown': 'never',
  'blob-authentication-failed': 'never',
  'bad-request': 'never',
}

/** Builds a diagnosis; `retry` follows the code unless given. */
export function diagnosis(
  code: DiagnosisCode,
  evidence: Evidence = {},
  retry: Retry = retryOf[code] ?? 'after-fix',
): Diagnosis {
  return { code, retry, evidence }
}

/** The one error that carries a finding through the core. Anything else thrown is a bug and becomes `unexpected`. */
export class DiagnosedError extends Error {
  override readonly name = 'DiagnosedError'
  readonly diagnosis: Diagnosis

  constructor(code: DiagnosisCode, evidence: Evidence = {}, options: { retry?: Retry; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.diagnosis = diagnosis(code, evidence, options.retry)
  }
}
