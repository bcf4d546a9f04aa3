/**
 * Keeps the secrets of a loaded server out of answers about it. Whoever asks chooses the configuration, and `access_key` may refer to any
 * variable and any file: without this an answer would spell them out.
 */
import { shownName } from './shown-names.ts'

const mask = '••••••••'
/** Anything shorter would be found by chance in innocent text. */
const shortest = 8
const accessKeyId = /^[A-Z0-9]{16,32}$/

export class KeptBack {
  readonly #secrets: string[]
  readonly #values: ReadonlySet<string>

  constructor(environment: ReadonlyMap<string, string>, files: ReadonlyMap<string, string>) {
    const hidden = [...environment].filter(([name, value]) => shownName(name, value).value === undefined)
    const values = [...hidden.map(([, value]) => value), ...[...files.values()].flatMap(secretsOf)]
    this.#values = new Set(values.flatMap((value) => [value, value.trim()]))
    this.#secrets = [...this.#values].filter((value) => value.length >= shortest).sort((a, b) => b.length - a.length)
  }

  /** The same data with a mask in place of every secret. */
  masked<Data>(data: Data): Data {
    return this.#walk(data, '') as Data
  }

  #walk(data: unknown, key: string): unknown {
    if (typeof data === 'string') return this.#text(data, key)
    if (Array.isArray(data)) return data.map((each) => this.#walk(each, key))
    if (typeof data !== 'object' || data === null) return data
    // A setting says its name beside its value, and everything below it is about the same.
    const isAccessKey = key === 'accessKeyId' || ('name' in data && data.name === 'access_key')
    return Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, this.#walk(value, isAccessKey ? 'accessKeyId' : name)]),
    )
  }

  #text(text: string, key: string): string {
    if (key === 'accessKeyId' && this.#values.has(text) && !accessKeyId.test(text)) return mask
    return this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
  }
}

/** What is secret in a file: the secret entries of an AWS file, and the whole of any other. */
function secretsOf(text: string): string[] {
  if (!/^[ \t]*\[/m.test(text)) return [text]
  const entries = text.matchAll(
    /^[ \t]*(?:aws_secret_access_key|aws_session_token|credential_process)[ \t]*[=:][ \t]*(.*?)[ \t]*\r?$/gim,
  )
  return [...entries].map(([, value = '']) => value)
}
