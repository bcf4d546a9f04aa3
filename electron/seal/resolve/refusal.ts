/** A reason for which a server does not start, in the words that it prints. */
export class Refusal extends Error {
  /** What the server prints. */
  readonly printed: string

  constructor(printed: string) {
    super('the server does not start')
    this.printed = printed
  }
}

/** Runs a rule with the words that the server prints before an error of it. */
export function within<T>(prefix: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(prefix + error.printed) : error
  }
}

/** The rules of a start in their order: keeps the first refusal, and goes on, to tell what can be told. */
export class Start {
  printed: string | undefined

  attempt<T>(run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.printed ??= error.printed
      return undefined
    }
  }
}
