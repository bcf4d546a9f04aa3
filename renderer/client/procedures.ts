import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { CommandName, InputOf, OutputOf, ProcedureName, QueryName } from '../../shared/contract/index.ts'
import { useClient } from './client-provider.tsx'
import type { ClientFailure } from './failure.ts'
import { invalidate, procedureKey } from './query-cache.ts'

export interface ProcedureOptions {
  /** False waits with the call. */
  enabled?: boolean
  /** Milliseconds for which an answer is not asked for again. */
  staleTime?: number
  /** Milliseconds after which the answer is asked for again, for as long as the component is there. */
  refetchInterval?: number | false
  /** Shows the last answer for another input until the new one is there; never one that another identity got. */
  keepPrevious?: boolean
}

/** Asks a query and keeps its answer: cached by name, connection and input. Commands have no such hook on purpose. */
export function useProcedure<N extends QueryName>(
  name: N,
  input: InputOf<N>,
  options: ProcedureOptions = {},
): UseQueryResult<OutputOf<N>, ClientFailure> {
  const client = useClient()
  const { keepPrevious = false, ...rest } = options
  const queryKey = procedureKey(name, input)
  return useQuery<OutputOf<N>, ClientFailure>({
    ...rest,
    queryKey,
    queryFn: ({ signal }) => client.call(name, input, { signal }),
    placeholderData: (previous, query) =>
      keepPrevious && query?.queryKey[1] === queryKey[1] ? (previous as never) : undefined,
  })
}

export interface CommandOptions {
  /** Queries whose answers the command makes out of date. */
  invalidates?: readonly QueryName[]
}

/** A command behind an explicit act: `mutate(input)` or `await mutateAsync(input)`. Never repeated by itself. */
export function useCommand<N extends CommandName>(
  name: N,
  options: CommandOptions = {},
): UseMutationResult<OutputOf<N>, ClientFailure, InputOf<N>> {
  const client = useClient()
  const cache = useQueryClient()
  const { invalidates = [] } = options
  return useMutation<OutputOf<N>, ClientFailure, InputOf<N>>({
    mutationKey: [name],
    mutationFn: (input) => client.call(name, input),
    onSettled: () => invalidate(cache, invalidates),
  })
}

/** Asks for the answers of these queries again. */
export function useInvalidate(): (...names: ProcedureName[]) => Promise<void> {
  const cache = useQueryClient()
  return (...names) => invalidate(cache, names)
}
