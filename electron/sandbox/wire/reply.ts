/** A finished HTTP answer, and the two forms that AWS writes answers in. */
import type { ServiceError } from '../service-error.ts'

export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** An answer with the id that it, and the log, know the request by. */
export interface Answered {
  readonly reply: Reply
  readonly requestId: string
  /** How the answer does not arrive, when it is meant not to. */
  readonly broken?: Broken
}

/** A connection that breaks instead of an answer, or in the middle of one. */
export type Broken = 'reset' | 'truncate'

export function jsonReply(status: number, body: unknown): Reply {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) }
}

/** KMS names the error in `__type`; a few refusals have no sentence, and then there is no member for it. */
export function jsonError({ name, message, status }: ServiceError): Reply {
  return jsonReply(status, message === '' ? { __type: name } : { __type: name, [sentenceMember(name)]: message })
}

/** Errors that KMS models say `message`; those of the framework around it say `Message`. */
function sentenceMember(name: string): string {
  return name === 'AccessDeniedException' || name === 'SerializationException' ? 'Message' : 'message'
}

export function xmlReply(status: number, body: string): Reply {
  return { status, type: 'text/xml', body }
}

export function escapeXML(text: string): string {
  const names: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }
  // Control characters have no form in XML 1.0 at all.
  return text
    .replace(/[<>&"]/g, (mark) => names[mark] ?? mark)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '\uFFFD')
}
