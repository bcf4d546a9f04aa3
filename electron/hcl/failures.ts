/**
 * Collects what is wrong with a text while it is parsed, and composes the one error that a server prints: its parser stops at
 * the first thing it cannot accept, but if its scanner has complained on the way there, the scanner's last complaint is printed.
 */
import type { Place, ScanError, Token } from './token.ts'
import type { Fault, Format, Refusal } from './tree.ts'

/** Where the parser stopped, and the index of the last token that it had looked at by then. */
interface Stop {
  refusal: Refusal
  seen: number
}

/** Something that the parser cannot accept: where, in which words, and the whole text where a server prints more than those. */
interface Objection {
  token: Token
  place: Place
  message: string
  printed?: string
}

export class Failures {
  readonly #format: Format
  readonly #errors: readonly ScanError[]
  readonly #faults = new Map<number, Fault>()
  /** What encloses the parser, outermost first; a server prints it before an error from within. */
  readonly #contexts: string[] = []
  #stop: Stop | undefined
  #duplicate: Stop | undefined

  constructor(format: Format, errors: readonly ScanError[]) {
    this.#format = format
    this.#errors = errors
  }

  /** All faults in the order of the text, one at each place, up to the token `seen`. */
  faults(seen: number): Fault[] {
    const faults = new Map(this.#faults)
    for (const { token, start, end, line, column, message } of this.#errors) {
      if (token <= seen) faults.set(start, { start, end, line, column, message })
    }
    return [...faults.values()].sort((a, b) => a.start - b.start)
  }

  /** Runs a part of the parser with words that a server prints before an error from within it. */
  within<T>(context: string, run: () => T): T {
    this.#contexts.push(context)
    const result = run()
    this.#contexts.pop()
    return result
  }

  add({ token: { start, end }, place, message, printed }: Objection, seen: number): void {
    if (!this.#faults.has(start)) this.#faults.set(start, { start, end, ...place, message })
    this.#stop ??= { refusal: this.#refusal(printed ?? `At ${at(place)}: ${message}`, start, place), seen }
  }

  /** A key that is given twice, which only some releases refuse. */
  addDuplicate({ start }: Token, place: Place, printed: string, seen: number): void {
    if (this.#stop) return
    this.#duplicate ??= { refusal: this.#refusal(printed, start, place), seen }
  }

  /** The error that a server prints; undefined where its parser accepts the text, having looked at the token `seen` last. */
  refusal(duplicates: 'kept' | 'refused', seen: number): Refusal | undefined {
    const stop = (duplicates === 'refused' ? this.#duplicate : undefined) ?? this.#stop
    const complaint = this.#errors.findLast(({ token }) => token <= (stop?.seen ?? seen))
    return complaint ? this.#scanRefusal(complaint) : stop?.refusal
  }

  #refusal(printed: string, start: number, place: Place): Refusal {
    return { text: [...this.#contexts, printed].join(''), start, ...place }
  }

  #scanRefusal({ line, column, message, start, isPanic }: ScanError): Refusal {
    const prefix = this.#format === 'hcl' ? 'At ' : ''
    return { text: isPanic ? message : `${prefix}${line}:${column}: ${message}`, start, line, column }
  }
}

export function at({ line, column }: Place): string {
  return `${line}:${column}`
}
