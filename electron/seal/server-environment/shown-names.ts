/**
 * What may be shown of a server's environment: every name; the value only under names that are known to hold none but public
 * words. Everything else stands behind a mask that tells nothing of it, not even its length.
 */
import type { LoadedName } from '../../../shared/domain/server-environment.ts'
import { looksLikeKey } from '../../../shared/domain/text.ts'

const mask = '••••••••'

/** Names of AWS's SDKs, the wrappers and the servers whose values are identifiers, places and switches. */
const publicNames = new Set([
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CA_BUNDLE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
  'AWS_STS_REGIONAL_ENDPOINTS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_MAX_ATTEMPTS',
  'AWS_RETRY_MODE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWSKMS_WRAPPER_KEY_ID',
  'VAULT_AWSKMS_SEAL_KEY_ID',
  'BAO_AWSKMS_SEAL_KEY_ID',
  'VAULT_SEAL_TYPE',
  'BAO_SEAL_TYPE',
  'VAULT_KMS_CONFIG_PATH',
  'HOME',
  'USER',
  'LANG',
  'TZ',
])
const endpointName = /^(?:AWS_ENDPOINT_URL(?:_[A-Z0-9_]+)?|AWS_KMS_ENDPOINT|AWS_EC2_METADATA_SERVICE_ENDPOINT)$/
const accessKeyName = /^AWS_ACCESS_KEY(?:_ID)?$/
const accessKeyId = /^[A-Z0-9]{16,32}$/
const secretName = /SECRET|TOKEN|PASS|CREDENTIAL|PRIVATE|KEY$/

/** One variable as the page gets it. */
export function shownName(name: string, value: string): LoadedName {
  if (isPublic(name, value)) return { name, masked: value, looksSecret: false, value }
  return { name, masked: value === '' ? '' : mask, looksSecret: looksSecret(name, value) }
}

function isPublic(name: string, value: string): boolean {
  if (value === '') return true
  if (accessKeyName.test(name)) return accessKeyId.test(value)
  if (endpointName.test(name)) return isPlainUrl(value)
  return publicNames.has(name) && !isKey(value)
}

/** Whether an address carries neither a password nor a token. */
export function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { username, password, search, hash } = new URL(value)
  return username === '' && password === '' && search === '' && hash === ''
}

function looksSecret(name: string, value: string): boolean {
  return (secretName.test(name.toUpperCase()) && !accessKeyName.test(name)) || isKey(value)
}

/** A secret in the wrong place is a secret still. What begins with a slash is a path. */
const isKey = (value: string) => looksLikeKey(value) && !value.startsWith('/')
