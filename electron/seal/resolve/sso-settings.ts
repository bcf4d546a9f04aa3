/** What both SDKs refuse of a profile for SSO, in the same words, when they come to use it. */
import { goQuoted } from './go-text.ts'
import { Refusal } from './refusal.ts'

/** Gives the text of an entry; '' where there is none. */
export type Read = (key: string) => string

const addressKeys = ['sso_region', 'sso_start_url']
const allKeys = [...addressKeys, 'sso_account_id', 'sso_role_name']

/** A profile that names a session takes its address from there; what the profile says of it, too, has to be the same. */
export function checkSsoSettings(profile: string, read: Read, session: Read | undefined): void {
  const missing = session ? addressKeys.filter((key) => session(key) === '') : allKeys.filter((key) => read(key) === '')
  if (missing.length > 0) {
    throw new Refusal(
      `profile ${goQuoted(profile)} is configured to use SSO but is missing required configuration: ${missing.join(', ')}`,
    )
  }
  for (const key of session ? addressKeys : []) {
    if (read(key) === '' || read(key) === session?.(key)) continue
    throw new Refusal(`${key} in profile ${goQuoted(profile)} must match ${key} in sso-session `)
  }
}

/** The entries that make a profile one for SSO. */
export const ssoKeys = ['sso_session', ...allKeys]
