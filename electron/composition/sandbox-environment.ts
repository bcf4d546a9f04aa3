/** The environment of a program that uses the sandbox as one of its principals. */
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { ReadyInfo } from '../sandbox/ready.ts'

/** Shell lines for a principal by its name. A role has no keys: it is assumed with the sandbox's own web identity token. */
export function environmentLines(ready: ReadyInfo, name: string): string {
  const principal = ready.principals.find((one) => one.name === name)
  if (!principal) throw new DiagnosedError('not-found', { reason: 'principal' })
  const { accessKeyId, secretAccessKey, arn } = principal
  const credentials = accessKeyId
    ? { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
    : { AWS_ROLE_ARN: arn, AWS_WEB_IDENTITY_TOKEN_FILE: ready.webIdentityTokenFile }
  const lines = { AWS_ENDPOINT_URL: ready.endpoint, AWS_REGION: ready.region, ...credentials }
  return Object.entries(lines)
    .map(([variable, value]) => `export ${variable}=${quoted(value)}\n`)
    .join('')
}

/** Folders of users may have blanks in their names. */
const quoted = (value: string): string =>
  /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
