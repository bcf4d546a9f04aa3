/** Where the page lives: a scheme of the app's own with one host, so that it has an origin that no file and no site shares. */
export const scheme = 'app'
export const host = 'ui'
export const pageURL = `${scheme}://${host}/`

/** Whether an address belongs to the page. Compared by part: Node gives every custom scheme the origin `null`. */
export function isPageURL(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === ''
}
