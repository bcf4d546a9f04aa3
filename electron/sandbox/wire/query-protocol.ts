/**
 * The query protocol of STS: parameters in the form body or, for a presigned GET, in the query; answers in XML. STS has
 * its own names and statuses for the refusals of a signature.
 */

import { ServiceError } from '../service-error.ts'
import { queryPairs } from './canonical-request.ts'
import { escapeXML, type Reply, xmlReply } from './reply.ts'
import type { WireRequest } from './request.ts'

const version = '2011-06-15'
const namespace = `https://sts.amazonaws.com/doc/${version}/`

export function queryParameters(request: WireRequest): Map<string, string> {
  const form = request.method === 'POST' ? request.body.toString('latin1').replaceAll('+', '%20') : request.query
  return new Map(queryPairs(form))
}

/** The action asked for, or a refusal when there is none of that name and version. */
export function checkAction(parameters: ReadonlyMap<string, string>, actions: readonly string[]): string {
  const action = parameters.get('Action')
  if (!action) throw new ServiceError('MissingAction', 'The request must contain the parameter Action.')
  if (actions.includes(action) && parameters.get('Version') === version) return action
  throw new ServiceError(
    'InvalidAction',
    `Could not find operation ${action} for version ${parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
  )
}

/** A structure of an answer: members in order, structures within structures. */
export interface QueryAnswer {
  readonly [member: string]: string | QueryAnswer
}

export function queryReply(action: string, answer: QueryAnswer, requestId: string): Reply {
  return xmlReply(
    200,
    `<${action}Response xmlns="${namespace}">
  <${action}Result>
${membersAsXML(answer, '    ')}  </${action}Result>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</${action}Response>
`,
  )
}

function membersAsXML(answer: QueryAnswer, indent: string): string {
  const lines = Object.entries(answer).map(([name, value]) => {
    if (typeof value === 'string') return `${indent}<${name}>${escapeXML(value)}</${name}>\n`
    return `${indent}<${name}>\n${membersAsXML(value, `${indent}  `)}${indent}</${name}>\n`
  })
  return lines.join('')
}

/** What KMS calls by one name, STS calls by another, and refuses with 403 instead of 400. */
const namesInSTS: Readonly<Record<string, { code: string; status: number }>> = {
  MissingAuthenticationTokenException: { code: 'MissingAuthenticationToken', status: 403 },
  UnrecognizedClientException: { code: 'InvalidClientTokenId', status: 403 },
  InvalidSignatureException: { code: 'SignatureDoesNotMatch', status: 403 },
  IncompleteSignatureException: { code: 'IncompleteSignature', status: 400 },
  ExpiredTokenException: { code: 'ExpiredToken', status: 403 },
  AccessDeniedException: { code: 'AccessDenied', status: 403 },
  ThrottlingException: { code: 'Throttling', status: 400 },
  ServiceUnavailableException: { code: 'ServiceUnavailable', status: 503 },
  KMSInternalException: { code: 'InternalFailure', status: 500 },
}

export function queryError(error: ServiceError, requestId: string): Reply {
  const { code, status } = namesInSTS[error.name] ?? { code: error.name, status: error.status }
  return xmlReply(
    status,
    `<ErrorResponse xmlns="${namespace}">
  <Error>
    <Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>
    <Code>${code}</Code>
    <Message>${escapeXML(error.message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`,
  )
}
