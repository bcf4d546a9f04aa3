import type { SandboxRequest } from '../../../shared/domain/sandbox-kms.ts'
import type { OutputOf } from '../../client/contract-types.ts'
import { utcText } from '../../ui/relative-time-text.ts'

/** A line of the log: a request, or the place where some are missing. */
export type LogLine =
  | { readonly kind: 'request'; readonly id: string; readonly request: SandboxRequest }
  | { readonly kind: 'gap'; readonly id: string }

export interface LogFilter {
  text: string
  /** Empty: all. */
  operation: string
  onlyFailures: boolean
}

export const noFilter: LogFilter = { text: '', operation: '', onlyFailures: false }

/** Lines that the page keeps. */
export const keptLines = 5000

/** The log, newest first, with what came meanwhile on top; a broken row is marked where it broke. */
export function withNewer(lines: readonly LogLine[], answer: OutputOf<'sandbox.requests'>): readonly LogLine[] {
  const newer = answer.requests.map((request): LogLine => ({ kind: 'request', id: request.requestId, request }))
  const oldest = newer.at(-1)
  if (!oldest) return lines
  const isBroken = !answer.continues && lines.length > 0
  const gap: LogLine[] = isBroken ? [{ kind: 'gap', id: `gap before ${oldest.id}` }] : []
  return [...newer, ...gap, ...lines].slice(0, keptLines)
}

/** The lines that a filter lets through. What is missing has no place among chosen lines. */
export function filtered(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const wanted = filter.text.trim().toLowerCase()
  if (!wanted && !filter.operation && !filter.onlyFailures) return lines
  return lines.filter((line) => {
    if (line.kind === 'gap') return false
    const { request } = line
    if (filter.operation && request.operation !== filter.operation) return false
    if (filter.onlyFailures && !hasFailed(request)) return false
    return !wanted || lineText(request).toLowerCase().includes(wanted)
  })
}

/** Every operation among the lines, in order. */
export function operationsIn(lines: readonly LogLine[]): string[] {
  const names = lines.flatMap((line) => (line.kind === 'request' ? [line.request.operation] : []))
  return [...new Set(names)].sort()
}

export const hasFailed = ({ result }: SandboxRequest): boolean => result !== 'ok'

/** Result and HTTP status; a broken answer has none that its caller saw whole. */
export function resultText({ result, status }: SandboxRequest): string {
  if (result === 'reset') return 'Connection broken'
  if (result === 'truncate') return 'Answer cut off'
  return `${result === 'ok' ? 'OK' : result} ${status}`
}

/** A key in a column: of an ARN, the part that tells keys apart. */
export const keyText = ({ key }: SandboxRequest): string | undefined => key?.replace(/^arn:.*:(?:key\/)?/, '')

export function durationText({ durationMs }: SandboxRequest): string {
  if (durationMs < 0.1) return '< 0.1 ms'
  const digits = durationMs < 10 ? 1 : 0
  return `${durationMs.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`
}

/** Everything that is known of a request, on one line. */
export function lineText(request: SandboxRequest): string {
  const { at, operation, principal, region, key, requestId, userAgent } = request
  const parts = [
    at,
    operation,
    principal ?? '-',
    region ?? '-',
    key ?? '-',
    resultText(request),
    durationText(request),
    requestId,
    userAgent || '-',
  ]
  return parts.join('  ')
}

/** The same with names, for the eye. */
export function factsOf(request: SandboxRequest): { label: string; value: string | undefined }[] {
  return [
    { label: 'Time', value: utcText(Date.parse(request.at)) },
    { label: 'Operation', value: request.operation },
    { label: 'Principal', value: request.principal },
    { label: 'Key, as the request names it', value: request.key },
    { label: 'Result', value: resultText(request) },
    { label: 'Duration', value: durationText(request) },
    { label: 'Region', value: request.region },
    { label: 'Program', value: request.userAgent },
    { label: 'Request id', value: request.requestId },
  ]
}
