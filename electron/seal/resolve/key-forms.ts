/**
 * The forms of what goes out as it is: an access key id and a session token in headers, a web identity token to STS. Who asks chooses where a
 * configuration takes them from, so that nothing else may pass for one.
 */
import { looksLikeKey } from '../../../shared/domain/text.ts'
import type { Candidate } from './candidate.ts'

const keyReferences = [
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i,
  /^(?:arn:aws[a-z-]{0,20}:kms:[a-z0-9-]{1,30}:\d{12}:)?alias\/[\w/-]{1,256}$/,
  /^arn:aws[a-z-]{0,20}:kms:[a-z0-9-]{1,30}:\d{12}:key\/[\w-]{1,256}$/,
]

/** A key id, a key ARN, an alias or an alias ARN, however dense: AWS knows no other, only stand-ins for it do. */
export function isKeyReference(text: string): boolean {
  return keyReferences.some((form) => form.test(text))
}

/** An access key id as AWS makes them: no other text begins so. */
export function isMadeByAws(text: string): boolean {
  return /^A[KS]IA[A-Z0-9]{16}$/.test(text)
}

/** As stand-ins for AWS take them, too. */
const likeAnId = /^[\w-]{1,128}$/
const toAnIdName = /^env:\/\/AWS_ACCESS_KEY(?:_ID)?$/

/**
 * Whether a value may go out as an access key id. What stands under a name for one does; what a stanza refers to, from any other name or
 * file, only where AWS made it: an account number or the seed of one-time passwords has capitals and digits just so.
 */
export function isIdToSend({ value, reference }: Candidate): boolean {
  if (reference !== undefined && !toAnIdName.test(reference)) return isMadeByAws(value)
  return likeAnId.test(value) && !looksLikeKey(value)
}

/** Far below any that STS hands out, far above any password. */
const shortestSessionToken = 100

/** A session token is long base64 of something that is no text: a text in base64 may be anything, a private key for instance. */
export function isSessionToken(text: string): boolean {
  if (text.length < shortestSessionToken || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells it from text.
  return /[\u0000-\u0008\u000e-\u001f\u0080-\u00ff]/.test(Buffer.from(text, 'base64').toString('latin1'))
}

/** A JSON Web Token. */
export function isWebIdentityToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
}
