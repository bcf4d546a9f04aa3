import { envelopeSchema } from '../../shared/contract/envelope.ts'
import { contract, type InputOf, type OutputOf, type ProcedureName } from '../../shared/contract/index.ts'
import { diagnosis, type FieldFault, limitOf } from '../../shared/diagnosis.ts'
import { ClientFailure } from './failure.ts'

interface Faults {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[]
}

const faultsOf = (error: Faults): FieldFault[] =>
  error.issues.map((issue) => {
    const limit = limitOf(issue)
    return { path: issue.path.join('.'), rule: issue.code, ...(limit !== undefined && { limit }) }
  })

/** Checks an input before it is sent, so that a form learns of its fault without a call. */
export function parseInput<N extends ProcedureName>(name: N, input: InputOf<N>): unknown {
  const parsed = contract[name].input.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ClientFailure(diagnosis('bad-request', { procedure: name, fields: faultsOf(parsed.error) }))
}

/** Opens an envelope and checks the value in it against its procedure; a refusal comes out as the failure it carries. */
export function parseReply<N extends ProcedureName>(name: N, callId: string, reply: unknown): OutputOf<N> {
  const envelope = envelopeSchema.safeParse(reply)
  if (!envelope.success) throw unreadable(name, callId, 'reply-unreadable')
  if (!envelope.data.ok) throw new ClientFailure(envelope.data.diagnosis)
  const value = contract[name].output.safeParse(envelope.data.value)
  if (!value.success) throw unreadable(name, callId, 'reply-unreadable')
  return value.data as OutputOf<N>
}

/** A progress report's content, or undefined where it is not what the procedure declares: progress may be lost. */
export function parseProgress(name: ProcedureName, progress: unknown): unknown {
  const parsed = contract[name].progress?.safeParse(progress)
  return parsed?.success ? parsed.data : undefined
}

const unreadable = (procedure: string, callId: string, reason: string) =>
  new ClientFailure(diagnosis('unexpected', { procedure, callId, reason }))
