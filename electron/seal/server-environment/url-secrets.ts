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

function userInformation(text: string): UrlSecret[] {
  return [...text.matchAll(/:\/\/([^\s"'<>?#]{1,2000})@/g)].flatMap(([, given = '']) => {
    const colon = given.indexOf(':')
    const parts = colon < 0 ? [given] : [given, given.slice(colon + 1)]
    return parts.map((bare) => ({ whole: `${bare}@`, bare }))
  })
}

function behindPath(text: string): UrlSecret[] {
  return [...text.matchAll(/:\/\/[^\s"'<>?#]{1,2000}([?#][^\s"'<>]{1,8000})/g)].flatMap(([, rest = '']) =>
    rest
      .split(/(?=[?#&])/)
      .filter((part) => part.length > 1)
      .map((part) => ({ whole: part, bare: part.slice(part.indexOf('=') + 1).replace(/^[?#&]/, '') })),
  )
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
