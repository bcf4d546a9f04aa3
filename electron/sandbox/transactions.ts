/**
 * Between memory and disk: an operation changes the world in one go, its changes become one line of the store, and the
 * answer waits until that line, and all it could have seen, is kept. What the disk refuses has not happened.
 */
import type { Clock } from './clock.ts'
import { dueChanges } from './model/due.ts'
import type { Change, World } from './model/world.ts'
import { internalError } from './service-error.ts'
import type { Store } from './store/store.ts'

export interface TransactionParts {
  readonly world: World
  readonly store: Store
  readonly clock: Clock
  readonly log: (message: string, reason: unknown) => void
}

export class Transactions {
  readonly #parts: TransactionParts
  #diskRefuses = false

  constructor(parts: TransactionParts) {
    this.#parts = parts
  }

  /** The sandbox's time: the machine's, and what it was put ahead by. */
  now(): number {
    return this.#parts.clock() + this.#parts.world.clockAhead
  }

  /**
   * Runs an operation and answers when it is durable: otherwise an Encrypt could hand out a ciphertext under a material
   * that a crash then forgets.
   */
  async run<Answer>(operation: (change: (change: Change) => void) => Answer): Promise<Answer> {
    const { world, store } = this.#parts
    this.#commitDue()
    const made: Change[] = []
    const undo: Change[] = []
    let outcome: { answer: Answer } | undefined
    let refusal: unknown
    try {
      outcome = { answer: operation((change) => applyWithUndo(world, change, made, undo)) }
    } catch (reason) {
      takeBack(world, undo)
      refusal = reason
    }
    if (outcome && made.length > 0) store.append(made, () => takeBack(world, undo))
    const pending = store.settled()
    if (pending) await this.#kept(pending)
    if (!outcome) throw refusal
    return outcome.answer
  }

  /** Applies changes from outside a request (a seed, a reset) and waits until they are kept. */
  async change(changes: readonly Change[]): Promise<void> {
    this.#commit(changes)
    this.#commitDue()
    await this.#parts.store.settled()
  }

  /** What time has brought meanwhile. One thing can bring about the next, so it is asked until nothing is left. */
  #commitDue(): void {
    const { world } = this.#parts
    const now = this.now()
    for (let due = dueChanges(world, now); due.length > 0; due = dueChanges(world, now)) this.#commit(due)
  }

  #commit(changes: readonly Change[]): void {
    const { world, store } = this.#parts
    const made: Change[] = []
    const undo: Change[] = []
    for (const change of changes) applyWithUndo(world, change, made, undo)
    store.append(made, () => takeBack(world, undo))
  }

  async #kept(pending: Promise<void>): Promise<void> {
    try {
      await pending
      this.#diskRefuses = false
    } catch (reason) {
      // A full disk refuses every change: it is told once, not once for each.
      if (!this.#diskRefuses) this.#parts.log('The sandbox store cannot be written', reason)
      this.#diskRefuses = true
      throw internalError()
    }
  }
}

function applyWithUndo(world: World, change: Change, made: Change[], undo: Change[]): void {
  const inverse = world.apply(change)
  made.push(change)
  if (inverse) undo.push(inverse)
}

function takeBack(world: World, undo: readonly Change[]): void {
  for (const change of undo.toReversed()) world.apply(change)
}
