/**
 * One HTTP request as it came over the wire, before anyone believed it. Header names are lower case and every
 * occurrence is kept, in order, because the signature is made over what was sent and not over a tidied view of it.
 */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: Buffer
}

/** Reads Node's flat list of raw headers. */
export function headerMap(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    const values = headers.get(name)
    if (values) values.push(raw[index + 1] ?? '')
    else headers.set(name, [raw[index + 1] ?? ''])
  }
  return headers
}

/** The first value of a header, without the blanks around it. */
export function header(request: WireRequest, name: string): string | undefined {
  return request.headers.get(name)?.[0]?.trim()
}

/** Splits a request target at its first question mark. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}
