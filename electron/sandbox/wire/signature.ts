/**
 * Reads the signature of a request: from the Authorization header, or from the query of a presigned one. It tells what
 * was claimed (who, when, for which region and service, over which headers) and refuses what is no AWS signature at
 * all. Whether the claim is true is decided in authenticate.ts.
 */

import { ServiceError } from '../service-error.ts'
import { queryPairs } from './canonical-request.ts'
import { header, type WireRequest } from './request.ts'

export interface SignatureClaim {
  readonly accessKeyId: string
  /** The day of the credential scope, `20261125`. */
  readonly day: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** When it was signed, as sent (`20261125T101112Z`) and in milliseconds. */
  readonly stamp: string
  readonly signedAt: number
  /** For a presigned request: for how many seconds it holds. */
  readonly lifetime?: number
  readonly sessionToken?: string
}

const algorithm = 'AWS4-HMAC-SHA256'

/** Throws MissingAuthenticationToken or IncompleteSignature when there is no readable claim. */
export function readSignature(request: WireRequest): SignatureClaim {
  const query = new Map(queryPairs(request.query))
  const authorization = header(request, 'authorization')
  if (authorization !== undefined) return fromHeader(request, authorization)
  if (query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')) return fromQuery(query)
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token')
}

function fromHeader(request: WireRequest, authorization: string): SignatureClaim {
  const [scheme = '', ...rest] = authorization.split(' ')
  if (scheme !== algorithm) throw incomplete(`Unsupported AWS 'algorithm': '${scheme}'. Authorization=${authorization}`)
  const parameters = new Map(rest.join(' ').split(',').map(parameter))
  const stamp = header(request, 'x-amz-date') ?? httpDate(header(request, 'date'))
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.get(name))
  const complaints = missing.map((name) => `Authorization header requires '${name}' parameter.`)
  if (!stamp) complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
  if (complaints.length > 0) throw incomplete(`${complaints.join(' ')} Authorization=${authorization}`)
  const token = header(request, 'x-amz-security-token')
  return {
    ...claim(parameters.get('Credential'), parameters.get('SignedHeaders'), parameters.get('Signature'), stamp),
    ...(token === undefined ? {} : { sessionToken: token }),
  }
}

function fromQuery(query: ReadonlyMap<string, string>): SignatureClaim {
  const names = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'X-Amz-Date',
    'X-Amz-Expires',
  ]
  const complaints = names
    .filter((name) => !query.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'.`)
  if (complaints.length > 0) throw incomplete(`${complaints.join(' ')} Re-examine the query-string parameters.`)
  if (query.get('X-Amz-Algorithm') !== algorithm)
    throw incomplete(`Unsupported AWS 'algorithm': '${query.get('X-Amz-Algorithm')}'.`)
  const expires = query.get('X-Amz-Expires') ?? ''
  const lifetime = Number(expires)
  if (!/^\d+$/.test(expires) || lifetime < 1 || lifetime > 604_800)
    throw incomplete("'X-Amz-Expires' must be between 1 and 604800 seconds.")
  const token = query.get('X-Amz-Security-Token')
  const stated = claim(
    query.get('X-Amz-Credential'),
    query.get('X-Amz-SignedHeaders'),
    query.get('X-Amz-Signature'),
    query.get('X-Amz-Date'),
  )
  return { ...stated, lifetime, ...(token === undefined ? {} : { sessionToken: token }) }
}

function claim(credential = '', headers = '', signature = '', stamp = ''): SignatureClaim {
  const parts = credential.split('/')
  const [accessKeyId = '', day = '', region = '', service = '', terminator = ''] = parts
  if (parts.length !== 5) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    )
  }
  if (terminator !== 'aws4_request')
    throw mismatch(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`)
  if (!/^[a-z0-9-]{1,63}$/.test(region)) throw mismatch('Credential should be scoped to a valid region.')
  const signedAt = readStamp(stamp)
  if (signedAt === undefined) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${stamp}'.`)
  return { accessKeyId, day, region, service, signedHeaders: headers.split(';'), signature, stamp, signedAt }
}

function parameter(part: string): [string, string] {
  const equals = part.indexOf('=')
  return equals < 0 ? [part.trim(), ''] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
}

function readStamp(stamp: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)
  if (!parts) return undefined
  const [, year, month, date, hour, minute, second] = parts
  const moment = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(moment) ? undefined : moment
}

/** A `Date` header brought to the basic format, so that both kinds of stamp are read in one way. */
function httpDate(value: string | undefined): string | undefined {
  if (value === undefined || readStamp(value) !== undefined) return value
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? undefined : basicStamp(moment)
}

/** A moment in ISO 8601 basic format, as signatures carry it. */
export function basicStamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignatureException', message)
}

/** What AWS answers to every signature that it can read and does not believe. */
export function mismatch(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message)
}
