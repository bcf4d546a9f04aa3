/**
 * The canonical form of a request that AWS Signature Version 4 is made over, rebuilt from the wire. Pure text work: it
 * knows no secret and judges nothing.
 */
import { hash } from 'node:crypto'
import type { WireRequest } from './request.ts'

/** The request in the form of the signing rules; `signedHeaders` are lower case and sorted. */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalValue(request.headers.get(name) ?? [])}`),
    '',
    signedHeaders.join(';'),
    hash('sha256', request.body, 'hex'),
  ].join('\n')
}

function canonicalValue(values: readonly string[]): string {
  return values.map((value) => value.trim().replace(/ {2,}/g, ' ')).join(',')
}

/** Every service but S3 signs the normalised path with each segment encoded once more than it was sent. */
function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(strictEncode(segment))
  }
  const tail = segments.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${segments.join('/')}${tail}`
}

/** The query's parameters encoded and sorted; the signature itself is not part of what it signs. */
function canonicalQuery(query: string): string {
  return queryPairs(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [strictEncode(name), strictEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** A query's parameters, decoded, in the order sent. What cannot be decoded stands for itself. */
export function queryPairs(query: string): [string, string][] {
  if (query === '') return []
  return query.split('&').map((part) => {
    const equals = part.indexOf('=')
    return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]
  })
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Percent encoding of all but the unreserved characters of RFC 3986. */
function strictEncode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
