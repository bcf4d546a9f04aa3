/**
 * What may be secret of a loaded server, told apart by how sure that is: its environment, its files and the configuration that came along.
 * A value that stands under a public name somewhere is public everywhere.
 */
import { isWellFormed, looksLikeKey } from '../../../shared/domain/text.ts'
import { isKeyReference } from '../resolve/key-forms.ts'
import { hasForm, isPlainUrl } from './shown-forms.ts'
import { shownName } from './shown-names.ts'
import { secretsOfUrl } from './url-secrets.ts'

/** Anything shorter would be found by chance in innocent text. */
const shortest = 8

/** Whether a text has the form of an access key id. It is public where it stands under a name for one. */
export function isAccessKeyId(text: string): boolean {
  return hasForm(text, 'accessKeyId')
}

/** Entries of the AWS files whose values are no secrets. */
const publicEntry =
  /^(?:region|output|role_arn|role_session_name|source_profile|credential_source|mfa_serial|duration_seconds|sso_\w+|services|ca_bundle|retry_mode|max_attempts|sts_regional_endpoints|use_\w+|ec2_\w+|endpoint_url|ignore_configured_endpoint_urls|web_identity_token_file|login_session)$/i

/** Settings of a seal whose values are no secrets. */
const publicSetting =
  /^(?:kms_key_id|region|endpoint|shared_creds_filename|shared_creds_profile|role_arn|role_session_name|web_identity_token_file|name)$/

/** Where a server has access key ids, and key references. */
const idName = /^AWS_ACCESS_KEY(?:_ID)?$/
const idEntry = /^aws_access_key_id$/i
const keyName = /^(?:AWSKMS_WRAPPER|VAULT_AWSKMS_SEAL|BAO_AWSKMS_SEAL)_KEY_ID$/

/** Names that a server reads, so that a value without the form of its name may be quoted as it is. */
const readName = /^(?:AWS|AWSKMS|VAULT|BAO)_/

export class SecretValues {
  /** What could not stand anywhere by chance: random text, and parts of URLs with the signs around them. */
  readonly anywhere = new Set<string>()
  /** What counts as a word of its own only. */
  readonly words = new Set<string>()
  /** Values of names that nobody knows, which may be secret and mostly are not. */
  readonly unknown = new Set<string>()
  /** Access key ids, by the names that they stand under. */
  readonly ids = new Set<string>()
  readonly #open = new Set<string>()

  constructor(environment: ReadonlyMap<string, string>, files: ReadonlyMap<string, string>, config = '') {
    for (const [name, value] of environment) this.#variable(name, value)
    for (const text of files.values()) this.#file(text)
    this.#config(config)
    for (const kind of [this.anywhere, this.words, this.unknown]) for (const value of this.#open) kind.delete(value)
  }

  /** Whether a text is a part of something that is shown anyway, as a cluster's name is of its alias. */
  isOpen(text: string): boolean {
    return [...this.#open].some((open) => open.includes(text))
  }

  #variable(name: string, value: string): void {
    const shown = shownName(name, value)
    const isOpen = shown.value !== undefined || (keyName.test(name) && isKeyReference(value))
    if (idName.test(name)) this.ids.add(value)
    this.#parts(value, !isOpen)
    if (isOpen) this.#open.add(value)
    else if (shown.looksSecret || isRandom(value)) this.#secret(value)
    else if (!isOrdinary(value)) add(readName.test(name) ? this.words : this.unknown, value)
  }

  /** The values of its entries but the public ones; the whole of a file without entries. */
  #file(text: string): void {
    const entries = text.split('\n').flatMap((line) => entryOf(line) ?? [])
    // A token by itself: no line of it could be anything else.
    if (entries.length === 0) add(isOrdinary(text.trim()) ? this.words : this.anywhere, text)
    for (const { name, value } of entries) {
      const isId = idEntry.test(name) && isAccessKeyId(value)
      if (isId) this.ids.add(value)
      if (isId || (publicEntry.test(name) && isPublicValue(value))) this.#open.add(value)
      else this.#secret(value)
    }
    this.#parts(text, true)
  }

  #config(text: string): void {
    for (const [, name = '', value = ''] of text.matchAll(/([\w-]{1,200})"?[ \t]*[=:][ \t]*"([^"\n]{8,})"/g)) {
      if (name === 'access_key') this.ids.add(value)
      if (publicSetting.test(name) && (isPublicValue(value) || isKeyReference(value))) this.#open.add(value)
      else if (shownName(name, value).looksSecret) this.#secret(value)
    }
    this.#parts(text, true)
  }

  /** What is secret within a text, whatever the whole is. */
  #parts(text: string, isHidden: boolean): void {
    for (const { whole, bare } of secretsOfUrl(text)) {
      if (whole.length > 3) this.anywhere.add(whole)
      this.#secret(bare)
    }
    if (isHidden) for (const piece of text.split(/[\s"',;&=:{}[\]()]+/)) if (isRandom(piece)) this.anywhere.add(piece)
  }

  #secret(value: string): void {
    add(isRandom(value.trim()) ? this.anywhere : this.words, value)
  }
}

/** Adds a value in the spellings in which it may be quoted. */
function add(values: Set<string>, value: string): void {
  const plain = value.trim()
  for (const each of [value, plain, JSON.stringify(plain).slice(1, -1), encoded(plain)])
    if (each.length >= shortest) values.add(each)
}

const encoded = (text: string) => (isWellFormed(text) ? encodeURIComponent(text) : text)

function entryOf(line: string): { name: string; value: string } | undefined {
  const at = line.search(/[=:]/)
  return at < 1 ? undefined : { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
}

/** A colon may part a user from a password, unless what it stands in has a form of its own. */
function isPublicValue(value: string): boolean {
  if (looksLikeKey(value)) return false
  return !value.includes(':') || (['arn', 'path', 'url'] as const).some((form) => hasForm(value, form))
}

/** Whether a text is so random that nothing else reads the same by chance. */
function isRandom(text: string): boolean {
  return looksLikeKey(text) || (/^[0-9a-f]{24,}$/i.test(text) && !isAccessKeyId(text))
}

/** Words, numbers and places, as variables of no interest hold them. */
function isOrdinary(text: string): boolean {
  if (/^[a-z]+(?:[-_. ][a-z0-9]+)*$/.test(text) || /^[\d.:-]+$/.test(text)) return true
  return /^(?:[/~.]|arn:|alias\/)/.test(text) || isPlainUrl(text)
}
