import type { QueryName } from '../../client/contract-types.ts'

/** What a change to the faults makes out of date. */
export const faultQueries: readonly QueryName[] = ['sandbox.faults', 'sandbox.status']
