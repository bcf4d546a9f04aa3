/**
 * What an operation is: a table of its input and a function over the world. It runs to its end in one go, sees no
 * network and no disk, and changes the world only through `change`, so that the caller can make it durable or undo it.
 */
import type { KeyRecord } from '../model/key.ts'
import type { AccessScope } from '../model/key-reference.ts'
import type { Change } from '../model/world.ts'
import { ServiceError } from '../service-error.ts'
import { type InputOf, type InputShape, readInput } from '../wire/input-shape.ts'

export interface OperationContext extends AccessScope {
  /** The caller's. */
  readonly account: string
  readonly now: number
  readonly requestId: string
  change(change: Change): void
  /** Notes a successful cryptographic use of the key. */
  used(key: KeyRecord): void
}

/** The answer's members; bytes are already base64, moments already epoch seconds. */
export type Answer = Readonly<Record<string, unknown>>

/** An operation whose input has been read: what is left to do, in one go. */
export type Run = (context: OperationContext) => Answer

/** Looks into the world before the deed, with everything in it that is due and kept. */
export type Look = (see: (context: OperationContext) => void) => Promise<void>

export interface Operation {
  /** Parses the members and gets ready what takes time. Throws a ServiceError for every refusal. */
  prepare(members: Record<string, unknown>, look: Look): Run | Promise<Run>
}

export function operation<Shape extends InputShape>(
  shape: Shape,
  run: (context: OperationContext, input: InputOf<Shape>) => Answer,
): Operation {
  return {
    prepare(members) {
      const input = readInput(shape, members)
      return (context) => run(context, input)
    },
  }
}

interface Preparation<Input, Checked, Prepared> {
  /** Refuses what must be refused: before the making, so that nobody gets it made in vain, and again after it. */
  check(context: OperationContext, input: Input): Checked
  make(input: Input): Promise<Prepared>
  run(context: OperationContext, input: Input, checked: Checked, prepared: Prepared): Answer
}

/** An operation that needs something made beforehand, outside the world, because making it takes time. */
export function preparedOperation<Shape extends InputShape, Checked, Prepared>(
  shape: Shape,
  { check, make, run }: Preparation<InputOf<Shape>, Checked, Prepared>,
): Operation {
  return {
    async prepare(members, look) {
      const input = readInput(shape, members)
      await look((context) => void check(context, input))
      const prepared = await make(input)
      return (context) => run(context, input, check(context, input), prepared)
    },
  }
}

/** Called where everything has been checked and only the deed is left. */
export function stopAtDryRun(dryRun: boolean | undefined): void {
  if (dryRun) throw dryRunOutcome()
}

export function dryRunOutcome(): ServiceError {
  const message = 'The request would have succeeded, but the DryRun option is set.'
  return new ServiceError('DryRunOperationException', message)
}
