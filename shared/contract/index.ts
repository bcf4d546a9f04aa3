import type { z } from 'zod'
import { appProcedures } from './app.ts'
import { blobsProcedures } from './blobs.ts'
import { configProcedures } from './config.ts'
import { identityProcedures } from './identity.ts'
import { keysProcedures } from './keys.ts'
import type { Procedure } from './procedure.ts'
import { resolveProcedures } from './resolve.ts'
import { sandboxProcedures } from './sandbox.ts'
import { sealsProcedures } from './seals.ts'

/** Every procedure of the app, declared once; handlers, client, allow-list, fake client and headless runner derive from it. */
export const contract = {
  ...appProcedures,
  ...blobsProcedures,
  ...configProcedures,
  ...identityProcedures,
  ...keysProcedures,
  ...resolveProcedures,
  ...sandboxProcedures,
  ...sealsProcedures,
} as const

export type Contract = typeof contract
export type ProcedureName = keyof Contract
/** What a caller hands over, before defaults are filled in. */
export type InputOf<N extends ProcedureName> = z.input<Contract[N]['input']>
/** What a handler receives. */
export type ParsedInputOf<N extends ProcedureName> = z.output<Contract[N]['input']>
export type OutputOf<N extends ProcedureName> = z.output<Contract[N]['output']>
export type ProgressOf<N extends ProcedureName> = z.output<NonNullable<Contract[N]['progress']>>

export type QueryName = { [N in ProcedureName]: Contract[N]['kind'] extends 'query' ? N : never }[ProcedureName]
export type CommandName = Exclude<ProcedureName, QueryName>

/** Finds a procedure by a name that came from outside; only the contract's own names count, never an inherited one. */
export function findProcedure(name: string): Procedure | undefined {
  return Object.hasOwn(contract, name) ? (contract as Record<string, Procedure>)[name] : undefined
}
