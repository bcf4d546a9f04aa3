/** awsJson1_1: the operation in `X-Amz-Target`, members as JSON, errors as `__type`. KMS speaks nothing else. */

import { ServiceError } from '../service-error.ts'
import { header, type WireRequest } from './request.ts'

const prefix = 'TrentService.'

export function isJSONProtocol(request: WireRequest): boolean {
  const type = header(request, 'content-type') ?? ''
  return request.headers.has('x-amz-target') || !/^application\/x-www-form-urlencoded/i.test(type)
}

/** The operation's name, as claimed; undefined when the target names no KMS operation. */
export function targetOperation(request: WireRequest): string | undefined {
  const target = header(request, 'x-amz-target') ?? ''
  return target.startsWith(prefix) ? target.slice(prefix.length) : undefined
}

/** AWS has one path and one method; everything else is an operation that it does not know. */
export function checkJSONRequest(request: WireRequest): void {
  if (request.method === 'POST' && request.path === '/') return
  throw new ServiceError('UnknownOperationException', '', 404)
}
