import { z } from 'zod'

/**
 * Where an API is, with or without a scheme: a bare host is what some servers take. It carries no user and no password,
 * because it is shown, saved and written out.
 */
export const endpointSchema = z.stringFormat('endpoint', carriesNoCredentials).max(4096)

/**
 * Readers of URLs disagree on blanks, on how many slashes follow a scheme and on backslashes; whatever one of them could
 * take for the part before the host counts here.
 */
function carriesNoCredentials(endpoint: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what URL parsers drop.
  const dense = endpoint.replace(/[\u0000-\u0020\s]/g, '')
  const afterScheme = dense.replace(/^[^@\\/?#]*:(?=[\\/])/, '').replace(/^[\\/]+/, '')
  return !/^[^/?#]*@/.test(afterScheme)
}
