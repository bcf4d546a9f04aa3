/** The headers of a signed request. Line ends are what a key or token from a file usually has too many of. */
import type { Pick } from './chain.ts'
import { isHeaderValue } from './go-text.ts'

/** What Go says of a request whose headers cannot carry the key, the region that it is signed for, or the token. */
export function headerError(pick: Pick | undefined, region: string): string | undefined {
  if (!isHeaderValue((pick?.keys?.accessKey.value ?? '') + region)) return invalid('Authorization')
  const sessionToken = pick?.keys?.sessionToken
  return sessionToken && !isHeaderValue(sessionToken.value) ? invalid('X-Amz-Security-Token') : undefined
}

function invalid(header: string): string {
  return `net/http: invalid header field value for "${header}"`
}
