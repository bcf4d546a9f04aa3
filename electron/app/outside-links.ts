/** The sites that the app may hand to the user's browser: the documentation and consoles that its own words link to. */
const hosts: ReadonlySet<string> = new Set([
  'developer.hashicorp.com',
  'openbao.org',
  'docs.aws.amazon.com',
  'docs.amazonaws.cn',
  'console.aws.amazon.com',
  'console.amazonaws.cn',
  'console.amazonaws-us-gov.com',
])

/** AWS serves its console under one name for each region too. */
const regionalConsole = /^[a-z]{2}(-[a-z]+)+-\d\.console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/

/** Whether an address may leave the app: https, a listed host, its own port, nothing that signs in. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  return hosts.has(url.hostname) || regionalConsole.test(url.hostname)
}
