/**
 * Text that UTF-8 can carry. Half a surrogate pair has no bytes, and encoders put another character in its place. Spelt
 * without a flag, because a JSON Schema made of it keeps only the pattern.
 */
export const wellFormed = /^(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*$/

/** The same for texts of any length, which a pattern with alternatives cannot run over. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** Whether a text has the form of a secret access key or a session token: dense, long, of both cases and digits. */
export function looksLikeKey(text: string): boolean {
  return /^[A-Za-z0-9+/=]{40,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text)
}
