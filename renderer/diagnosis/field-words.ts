import type { FieldFault } from '../../shared/diagnosis.ts'

/** What the forms call a field, by the end of its path; a parameter of the stanza goes by its own name. */
const names: Record<string, string> = {
  kmsKeyId: 'Key',
  key: 'Key',
  plaintext: 'Text',
  blob: 'Blob',
  bytes: 'Blob',
  name: 'Name',
  region: 'Region',
  endpoint: 'Endpoint',
  profile: 'Profile',
  mfaCode: 'MFA code',
  version: 'Version',
  plugin: 'Plugin’s wrapper version',
  sha256sum: 'SHA-256',
}

/** A field by the name that it has in the forms. */
export function fieldName({ path }: FieldFault): string {
  const last = path.split('.').at(-1) ?? ''
  return (Object.hasOwn(names, last) ? names[last] : last) || 'Input'
}

/** The rule that a field broke, as the rest of a sentence about it. */
export function fieldRule({ path, rule, limit }: FieldFault): string {
  switch (rule) {
    case 'too_big':
      return limit === undefined ? 'is too big' : `takes ${limit.toLocaleString('en')} letters at most`
    case 'too_small':
      if (limit === undefined) return 'is too small'
      return limit <= 1 ? 'is empty' : `takes ${limit.toLocaleString('en')} letters at least`
    case 'invalid_format':
      return path.endsWith('endpoint') ? 'carries a user or a password' : 'has another form'
    case 'invalid_type':
      return 'is missing or of another kind'
    case 'unrecognized_keys':
      return 'is not known'
    default:
      return `breaks a rule: ${rule.replaceAll('_', ' ')}`
  }
}
