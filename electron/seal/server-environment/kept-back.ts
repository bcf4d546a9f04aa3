/**
 * Keeps the secrets of a loaded server out of answers about it. Whoever asks chooses the configuration, and `access_key` may refer to any
 * variable and any file: without this an answer would spell them out.
 */
import { isPlainUrl, shownName } from './shown-names.ts'

const mask = '••••••••'
/** Anything shorter would be found by chance in innocent text. */
const shortest = 8
const accessKeyId = /^[A-Z0-9]{16,32}$/

export class KeptBack {
  readonly #secrets: string[]

  /** `asked` is what the question itself says: whoever wrote it knows it, and learns nothing where it stands again. */
  constructor(environment: ReadonlyMap<string, string>, files: ReadonlyMap<string, string>, asked = '') {
    const isHidden = ([name, value]: [string, string]) => shownName(name, value).value === undefined
    const shown = new Set([...environment].filter((each) => !isHidden(each)).map(([, value]) => value))
    const hidden = [...environment].filter(isHidden).map(([, value]) => value)
    const found = new Set([...hidden, ...[...files.values()].flatMap(secretsOf)].flatMap((each) => [each, each.trim()]))
    const isSecret = (value: string) => value.length >= shortest && !shown.has(value) && !asked.includes(value)
    this.#secrets = [...found].filter(isSecret).sort((a, b) => b.length - a.length)
  }

  /** The same data with a mask in place of every secret. */
  masked<Data>(data: Data): Data {
    return this.#walk(data, '') as Data
  }

  #walk(data: unknown, key: string): unknown {
    if (typeof data === 'string') return this.#text(data, key)
    if (Array.isArray(data)) return data.map((each) => this.#walk(each, key))
    if (typeof data !== 'object' || data === null) return data
    const isSetting = 'name' in data && data.name === 'access_key' && 'origin' in data
    return Object.fromEntries(
      Object.entries(data).map(([name, value]) => {
        // A setting says its name beside its values, those that lost among them.
        const isAccessKey = name === 'value' && (isSetting || key === 'access_key')
        return [name, this.#walk(value, isAccessKey ? 'accessKeyId' : isSetting ? 'access_key' : nested(key, name))]
      }),
    )
  }

  /** Whatever else may stand where an access key id belongs, it is not shown: neither a secret nor whether it is one. */
  #text(text: string, key: string): string {
    if (key === 'accessKeyId') return text === '' || isAccessKeyId(text) ? text : mask
    return this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
  }
}

const nested = (key: string, name: string) => (key === 'access_key' ? key : name)

/** Whether a text has the form of an access key id, which alone is public. */
export function isAccessKeyId(text: string): boolean {
  return accessKeyId.test(text)
}

/** Entries of the AWS files whose values are no secrets. */
const publicEntry =
  /^(?:region|output|role_arn|role_session_name|source_profile|credential_source|mfa_serial|duration_seconds|sso_\w+|services|ca_bundle|retry_mode|max_attempts|sts_regional_endpoints|use_\w+|ec2_\w+|ignore_configured_endpoint_urls|web_identity_token_file|login_session)$/i

/** What may be secret in a file: the values of its entries but the public ones, and the whole of a file without entries. */
function secretsOf(text: string): string[] {
  const values = text.split('\n').flatMap((line) => {
    const at = line.search(/[=:]/)
    const [name, value] = [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()]
    const isPublic = publicEntry.test(name) || isAccessKeyId(value) || (name === 'endpoint_url' && isPlainUrl(value))
    return at < 1 || isPublic ? [] : [value]
  })
  return values.length > 0 ? values : [text]
}
