/**
 * What can keep a sandbox from starting, as values that the app can act on: each code has its own way on
 * (another port, the running sandbox, another folder), so a sentence alone is not enough.
 */
export type SandboxFailureCode =
  | 'port-in-use'
  | 'port-refused'
  | 'store-locked'
  | 'store-too-new'
  | 'store-unusable'
  | 'worker-died'

/** What is known beside the sentence: the port asked for, the folder, the process that holds it, the system's code. */
export interface SandboxFailureFacts {
  readonly port?: number
  readonly path?: string
  readonly pid?: number
  readonly systemCode?: string
}

/** A sandbox that could not start, or stopped by itself. Plain enough to cross a thread as `toJSON()`. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure'
  readonly code: SandboxFailureCode
  readonly facts: SandboxFailureFacts

  constructor(code: SandboxFailureCode, message: string, facts: SandboxFailureFacts = {}) {
    super(message)
    this.code = code
    this.facts = facts
  }

  toJSON(): { code: SandboxFailureCode; message: string; facts: SandboxFailureFacts } {
    return { code: this.code, message: this.message, facts: this.facts }
  }
}

/** The system's own name for a failed call (`ENOSPC`, `EADDRINUSE`), or the empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
