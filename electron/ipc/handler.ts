/**
 * What a handler is: a function of parsed input that answers with a value or throws. It knows no channel, no sender and
 * no envelope; the router does the rest.
 */
import type { OutputOf, ParsedInputOf, ProcedureName, ProgressOf } from '../../shared/contract/index.ts'

export interface HandlerContext<N extends ProcedureName> {
  /** Aborted when the caller cancels, navigates away or closes. Hand it on to everything that waits. */
  signal: AbortSignal
  /** Reports progress. Lossy: the answer must never depend on a report having been seen. */
  progress(report: ProgressOf<N>): void
}

export type Handler<N extends ProcedureName> = (
  input: ParsedInputOf<N>,
  context: HandlerContext<N>,
) => Promise<OutputOf<N>> | OutputOf<N>

/** One handler for each procedure of the contract: a missing one does not compile. */
export type Handlers = { [N in ProcedureName]: Handler<N> }
