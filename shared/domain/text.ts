/**
 * Text that UTF-8 can carry. Half a surrogate pair has no bytes, and encoders put another character in its place. Spelt
 * without a flag, because a JSON Schema made of it keeps only the pattern.
 */
export const wellFormed = /^(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*$/

/** The same for texts of any length, which a pattern with alternatives cannot run over. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/**
 * Whether a word holds what may be a secret access key or a token, alone or beside other things: a long stretch of base64 in either
 * alphabet that is not made of words, as paths and names are. Texts with blanks are to be asked about word by word.
 */
export function looksLikeKey(text: string): boolean {
  if (/\s/.test(text)) return false
  const stretches = text.match(/[A-Za-z0-9+/_-]{24,}/g) ?? []
  return stretches.some((stretch) => stretch.split(/[+/_-]/).some(isJumbled))
}

/** Random text changes its case, or to digits and back, every two letters; words written as one do so every four, and end in a number. */
function isJumbled(segment: string): boolean {
  if (segment.length < 9 || !/[a-z]/.test(segment) || !/[A-Z]/.test(segment)) return false
  const pieces = segment.match(/[A-Z]?[a-z]+|[A-Z]{1,3}|[0-9]+(?![0-9]|$)/g) ?? []
  return pieces.length * 3 > segment.length
}
