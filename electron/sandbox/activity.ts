/**
 * Who has been using the sandbox, and a bounded log of what was asked. Neither ever holds a plaintext or a ciphertext:
 * an entry is made of names alone. The app's own calls are logged but do not count as use.
 */
import type { Clock } from './clock.ts'

export interface LoggedRequest {
  readonly at: number
  readonly operation: string
  /** Name of the principal, or undefined when nobody could be made out. */
  readonly principal?: string
  readonly region?: string
  /** As the request names it. */
  readonly key?: string | undefined
  readonly status: number
  /** `ok` or the name of the error. */
  readonly result: string
  readonly userAgent: string
  readonly requestId: string
  /** Milliseconds from its arrival to its answer. */
  readonly durationMs: number
}

/** The latest requests, newest first. */
export interface RequestLog {
  readonly requests: LoggedRequest[]
  /** Whether nothing is missing between the request that was asked from and the oldest of these. */
  readonly continues: boolean
}

export interface UsageByAgent {
  readonly userAgent: string
  readonly principals: readonly string[]
  readonly requests: number
  readonly lastAt: number
}

const remembered = 1000
const ownAgent = /sealwright/i

export class Activity {
  readonly #clock: Clock
  readonly #requests: LoggedRequest[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  note(request: LoggedRequest): void {
    this.#requests.push(request)
    if (this.#requests.length >= 2 * remembered) this.#requests.splice(0, remembered)
  }

  /** The latest requests, newest first. */
  log(limit = remembered): LoggedRequest[] {
    return this.#requests.slice(-Math.min(limit, remembered)).reverse()
  }

  /** Those after a request by its id; the latest of all where that one is not remembered, or lies too far back. */
  logAfter(requestId: string | undefined, limit: number): RequestLog {
    const known = requestId === undefined ? -1 : this.#requests.findLastIndex((one) => one.requestId === requestId)
    const since = this.#requests.length - 1 - known
    const continues = known >= 0 && since <= Math.min(limit, remembered)
    if (since === 0) return { requests: [], continues }
    return { requests: this.log(continues ? since : limit), continues }
  }

  /** Authenticated requests of others in the last minutes, by user agent, most recent first. */
  usage(minutes: number): UsageByAgent[] {
    const since = this.#clock() - minutes * 60_000
    const agents = new Map<string, UsageByAgent>()
    for (const { at, principal, userAgent } of this.#requests) {
      if (at < since || principal === undefined || ownAgent.test(userAgent)) continue
      const known = agents.get(userAgent)
      const principals = [...new Set([...(known?.principals ?? []), principal])]
      agents.set(userAgent, { userAgent, principals, requests: (known?.requests ?? 0) + 1, lastAt: at })
    }
    return [...agents.values()].sort((a, b) => b.lastAt - a.lastAt)
  }

  clear(): void {
    this.#requests.length = 0
  }
}
