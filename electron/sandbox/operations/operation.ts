/**
 * What an operation is: a table of its input and a function over the world. It runs to its end in one go, sees no
 * network and no disk, and changes the world only through `change`, so that the caller can make it durable or undo it.
 */

import type { ReferenceScope } from '../model/key-reference.ts'
import type { Principal } from '../model/principal.ts'
import type { Change, World } from '../model/world.ts'
import { ServiceError } from '../service-error.ts'
import { type InputOf, type InputShape, readInput } from '../wire/input-shape.ts'

export interface OperationContext extends ReferenceScope {
  readonly world: World
  readonly caller: Principal
  readonly now: number
  change(change: Change): void
}

/** The answer's members; bytes are already base64, moments already epoch seconds. */
export type Answer = Readonly<Record<string, unknown>>

export interface Operation {
  /** Parses the members and runs. Throws a ServiceError for every refusal. */
  run(context: OperationContext, members: Record<string, unknown>): Answer
}

export function operation<Shape extends InputShape>(
  shape: Shape,
  run: (context: OperationContext, input: InputOf<Shape>) => Answer,
): Operation {
  return { run: (context, members) => run(context, readInput(shape, members)) }
}

/** Called where everything has been checked and only the deed is left. */
export function stopAtDryRun(dryRun: boolean | undefined): void {
  if (dryRun)
    throw new ServiceError(
      'DryRunOperationException',
      'The request would have succeeded, but the DryRun option is set.',
    )
}
