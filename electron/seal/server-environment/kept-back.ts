/**
 * Keeps the secrets of a loaded server out of answers about it. Whoever asks chooses the configuration, and `access_key` may refer to any
 * variable and any file: without this an answer would spell them out. Only texts are looked at in which a value can stand; codes, rules and
 * names are the contract's own words.
 */
import type { Origin } from '../../../shared/domain/effective-configuration.ts'
import { isMadeByAws } from '../resolve/key-forms.ts'
import { isAccessKeyId, type SecretValues } from './secret-values.ts'
import { mask } from './shown-names.ts'

/** Members that quote whatever went wrong. */
export const freeTexts: ReadonlySet<string> = new Set(['error'])
/** Members with one value of the server's: there only what is surely a secret is taken for one. */
export const places: ReadonlySet<string> = new Set([
  ...['value', 'role', 'profile', 'file', 'suggestion'],
  ...['region', 'endpoint', 'kmsKeyId'],
])
/** Members with words of the configuration's language, which may be misspelt by a whole secret. */
export const labels: ReadonlySet<string> = new Set(['type', 'key'])

/** What the question itself says: whoever wrote it knows it, and learns nothing where it stands again. */
export interface Asked {
  text: string
  /** The access key ids in it. */
  ids: ReadonlySet<string>
  /** Whether it is the question that has a value in a place. */
  isOrigin(origin: Origin): boolean
}

const nothingAsked: Asked = { text: '', ids: new Set(), isOrigin: () => false }

interface Where {
  /** Within a setting or a member that holds an access key id, and nothing else. */
  isAccessKey: boolean
  /** Within the facts of a finding. */
  isFact: boolean
  /** Whose a value is, where its origin says so. */
  owner?: 'question' | 'server'
}

export class KeptBack {
  readonly #secrets: SecretValues
  readonly #asked: Asked
  readonly #anywhere: string[]
  readonly #words: string[]
  readonly #unknown: string[]

  constructor(secrets: SecretValues, asked = nothingAsked) {
    this.#secrets = secrets
    this.#asked = asked
    this.#anywhere = longestFirst(secrets.anywhere)
    this.#words = longestFirst(secrets.words)
    this.#unknown = longestFirst(secrets.unknown)
  }

  /** The same data with a mask in place of every secret. */
  masked<Data>(data: Data): Data {
    return this.#walk(data, '', { isAccessKey: false, isFact: false }) as Data
  }

  #walk(data: unknown, member: string, where: Where): unknown {
    if (typeof data === 'string') return this.#text(data, member, where)
    if (Array.isArray(data)) return data.map((each) => this.#walk(each, member, where))
    if (typeof data !== 'object' || data === null) return data
    // A setting says its name beside its values, those that lost among them.
    const isAccessKey = where.isAccessKey || ('name' in data && data.name === 'access_key' && 'origin' in data)
    const isFact = where.isFact || member === 'evidence'
    const owner = 'origin' in data ? this.#ownerOf(data.origin as Origin) : undefined
    const members = Object.entries(data)
    return Object.fromEntries(
      members.map(([name, value]) => [
        name,
        this.#walk(value, name, { isAccessKey, isFact, ...(owner && name === 'value' && { owner }) }),
      ]),
    )
  }

  #ownerOf(origin: Origin): 'question' | 'server' {
    return this.#asked.isOrigin(origin) ? 'question' : 'server'
  }

  #text(text: string, member: string, { isAccessKey, isFact, owner }: Where): string {
    // Whatever else may stand where an access key id belongs, it is not shown: neither a secret nor whether it is one.
    if (member === 'accessKeyId' || (isAccessKey && member === 'value')) return this.#isPublicId(text) ? text : mask
    if (freeTexts.has(member)) return withoutUsers(this.#masked(text, [...this.#words, ...this.#unknown]))
    if (labels.has(member)) return this.#masked(text, [])
    if (owner) return owner === 'question' ? text : this.#masked(text, this.#words, '')
    return places.has(member) || isFact ? this.#masked(text, this.#words) : text
  }

  #isPublicId(text: string): boolean {
    if (text === '' || isMadeByAws(text)) return true
    return isAccessKeyId(text) && (this.#secrets.ids.has(text) || this.#asked.ids.has(text))
  }

  /** A value that is the server's is no guess of the question's, whatever that says elsewhere; in other texts both may stand. */
  #masked(text: string, words: readonly string[], asked = this.#asked.text): string {
    const isThere = (secret: string) =>
      text.includes(secret) && !asked.includes(secret) && !this.#secrets.isOpen(secret)
    const bare = this.#anywhere.filter(isThere).reduce((rest, secret) => rest.replaceAll(secret, mask), text)
    return words.filter(isThere).reduce((rest, secret) => rest.replaceAll(asWord(secret), mask), bare)
  }
}

const longestFirst = (values: ReadonlySet<string>) => [...values].sort((a, b) => b.length - a.length)

/** So long a text is a part of nothing by chance, and too long for a pattern. */
const longestWord = 1000

/** A text where it is not part of a longer name, number or path; a full stop ends a sentence or stands within a name. */
function asWord(text: string): RegExp | string {
  if (text.length > longestWord) return text
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  return new RegExp(`(?<![\\w/+~%-]|\\w\\.)${escaped}(?![\\w/+~%-]|\\.\\w)`, 'g')
}

/** An address in an error may name a user with a password. */
function withoutUsers(text: string): string {
  return !text.includes('@') ? text : text.replace(/[^\s"'/@:]{1,500}:[^\s"'/@]{1,500}@/g, `${mask}@`)
}
