/**
 * What may be shown of a server's environment: every name; the value only under names that are known to hold none but public
 * words, and only where it has their form. Everything else stands behind a mask that tells nothing of it, not even its length.
 */
import type { LoadedName } from '../../../shared/domain/server-environment.ts'
import { looksLikeKey } from '../../../shared/domain/text.ts'
import { type Form, hasForm } from './shown-forms.ts'

/** What stands for a value that is not shown; it tells nothing of it, not even its length. */
export const mask = '••••••••'

/** Names of AWS's SDKs, the wrappers and the servers whose values are identifiers, places and switches. */
const publicNames: ReadonlyMap<string, Form> = new Map([
  ['AWS_REGION', 'region'],
  ['AWS_DEFAULT_REGION', 'region'],
  ['AWS_PROFILE', 'name'],
  ['AWS_DEFAULT_PROFILE', 'name'],
  ['AWS_CONFIG_FILE', 'path'],
  ['AWS_SHARED_CREDENTIALS_FILE', 'path'],
  ['AWS_SDK_LOAD_CONFIG', 'word'],
  ['AWS_ROLE_ARN', 'arn'],
  ['AWS_ROLE_SESSION_NAME', 'name'],
  ['AWS_WEB_IDENTITY_TOKEN_FILE', 'path'],
  ['AWS_CA_BUNDLE', 'path'],
  ['AWS_EC2_METADATA_DISABLED', 'word'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'word'],
  ['AWS_STS_REGIONAL_ENDPOINTS', 'word'],
  ['AWS_USE_FIPS_ENDPOINT', 'word'],
  ['AWS_USE_DUALSTACK_ENDPOINT', 'word'],
  ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'word'],
  ['AWS_MAX_ATTEMPTS', 'number'],
  ['AWS_RETRY_MODE', 'word'],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'path'],
  ['AWSKMS_WRAPPER_KEY_ID', 'key'],
  ['VAULT_AWSKMS_SEAL_KEY_ID', 'key'],
  ['BAO_AWSKMS_SEAL_KEY_ID', 'key'],
  ['VAULT_SEAL_TYPE', 'word'],
  ['BAO_SEAL_TYPE', 'word'],
  ['VAULT_KMS_CONFIG_PATH', 'path'],
  ['HOME', 'path'],
  ['USER', 'name'],
  ['LANG', 'name'],
  ['TZ', 'name'],
])
const endpointName = /^(?:AWS_ENDPOINT_URL(?:_[A-Z0-9_]+)?|AWS_KMS_ENDPOINT|AWS_EC2_METADATA_SERVICE_ENDPOINT)$/
const accessKeyName = /^AWS_ACCESS_KEY(?:_ID)?$/
const secretName = /SECRET|TOKEN|PASS|CREDENTIAL|PRIVATE|KEY$/

/** One variable as the page gets it. */
export function shownName(name: string, value: string): LoadedName {
  if (isPublic(name, value)) return { name, masked: value, looksSecret: false, value }
  return { name, masked: value === '' ? '' : mask, looksSecret: looksSecret(name, value) }
}

function isPublic(name: string, value: string): boolean {
  const form = formOf(name)
  return value === '' || (form !== undefined && hasForm(value, form))
}

function formOf(name: string): Form | undefined {
  if (accessKeyName.test(name)) return 'accessKeyId'
  return endpointName.test(name) ? 'url' : publicNames.get(name)
}

function looksSecret(name: string, value: string): boolean {
  return (secretName.test(name.toUpperCase()) && !accessKeyName.test(name)) || looksLikeKey(value)
}
