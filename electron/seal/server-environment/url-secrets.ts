/** What may be secret in addresses: who asks, with which password, and what stands behind the path. Also where they are no good URLs. */

export interface UrlSecret {
  /** With the signs around it, which stand there by no chance. */
  whole: string
  bare: string
}

/** Of every address in a text, encoded as they stand and decoded. */
export function secretsOfUrl(text: string): UrlSecret[] {
  return [...userInformation(text), ...behindPath(text)].flatMap((secret) => {
    const decoded = { whole: decodedText(secret.whole), bare: decodedText(secret.bare) }
    return decoded.whole === secret.whole ? [secret] : [secret, decoded]
  })
}

/** Each stretch is gone through once, however many addresses it begins: how long it is, is up to others. */
function userInformation(text: string): UrlSecret[] {
  return stretches(text, /[^\s"'<>?#]+/g).flatMap((stretch) =>
    [...new Set([stretch, ...stretch.split('://')])].flatMap((part) =>
      partsOfUser(part.split('@').slice(0, -1).join('@')),
    ),
  )
}

function behindPath(text: string): UrlSecret[] {
  return stretches(text, /[^\s"'<>]+/g).flatMap((stretch) => {
    const at = stretch.slice(1).search(/[?#]/) + 1
    const parts = at > 0 ? stretch.slice(at).split(/(?=[?#&])/) : []
    return parts
      .filter((part) => part.length > 1)
      .map((part) => ({ whole: part, bare: part.slice(part.indexOf('=') + 1).replace(/^[?#&]/, '') }))
  })
}

function partsOfUser(given: string): UrlSecret[] {
  if (given === '') return []
  const colon = given.indexOf(':')
  const parts = colon < 0 ? [given] : [given, given.slice(colon + 1)]
  return parts.map((bare) => ({ whole: `${bare}@`, bare }))
}

/** What follows the first `://` of every stretch of such signs. */
function stretches(text: string, signs: RegExp): string[] {
  return (text.match(signs) ?? []).flatMap((stretch) => {
    const at = stretch.indexOf('://')
    return at < 0 ? [] : [stretch.slice(at + '://'.length)]
  })
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
