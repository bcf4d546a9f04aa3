import type { z } from 'zod'

/** A query only reads: it may be repeated, cached and cancelled. A command may change the world: never repeated by itself. */
export type ProcedureKind = 'query' | 'command'

/** One procedure of the contract. `progress` is present where the procedure reports on its way. */
export interface Procedure<
  Kind extends ProcedureKind = ProcedureKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Progress extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind
  readonly input: Input
  readonly output: Output
  readonly progress: Progress | undefined
}

interface Shape<Input, Output, Progress> {
  input: Input
  output: Output
  progress?: Progress
}

/** Declares a procedure that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType, P extends z.ZodType = z.ZodNever>(
  shape: Shape<I, O, P>,
): Procedure<'query', I, O, P> {
  return { kind: 'query', input: shape.input, output: shape.output, progress: shape.progress }
}

/** Declares a procedure that may change the world. */
export function command<I extends z.ZodType, O extends z.ZodType, P extends z.ZodType = z.ZodNever>(
  shape: Shape<I, O, P>,
): Procedure<'command', I, O, P> {
  return { kind: 'command', input: shape.input, output: shape.output, progress: shape.progress }
}
