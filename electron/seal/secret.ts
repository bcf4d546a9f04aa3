/**
 * Secrets in memory. A `Secret` has no schema and no serial form: neither `structuredClone`, JSON, spread nor
 * `inspect` can open it, so a secret that strays into a reply or a log line arrives as a word instead of a value.
 */
const veil = '[secret]'

/** A secret value that only `reveal` gives out. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it at the edge where it is used (signing, a request header), never to store or print it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return veil
  }

  toJSON(): string {
    return veil
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return veil
  }
}
