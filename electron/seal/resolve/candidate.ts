/** Values with where they come from, and the ladder on which the first of them wins. */
import type { Origin, PlainOrigin, SettingRule } from '../../../shared/domain/effective-configuration.ts'
import type { Environment } from './surroundings.ts'

export interface Candidate {
  value: string
  origin: PlainOrigin
  rule: SettingRule
  /** The reference that led to the value, where it does not stand there itself. */
  reference?: string | undefined
}

/** A value that won, and what it won over. An ambiguous origin lists the values that it may also be. */
export interface Winner {
  value: string
  origin: Origin
  rule: SettingRule
  reference?: string | undefined
  losers: Candidate[]
}

/** One source of a value. Without a value the next one is asked. */
export interface Source<Context> {
  rule: SettingRule
  /** Asked only when no source above has a value, because asking costs something, may fail or always gives one. */
  isFallback?: true
  read(context: Context): Candidate | Winner | undefined
}

/** Asks sources in their order; what those below the winner have becomes its losers. */
export function climb<Context>(sources: readonly Source<Context>[], context: Context): Winner | undefined {
  let winner: Winner | undefined
  for (const { read, isFallback } of sources) {
    if (!winner) winner = asWinner(read(context))
    else if (!isFallback) winner.losers.push(...losersOf(read(context)))
  }
  return winner
}

function asWinner(found: Candidate | Winner | undefined): Winner | undefined {
  if (found === undefined) return undefined
  return 'losers' in found ? { ...found, losers: [...found.losers] } : { ...found, losers: [] }
}

function losersOf(found: Candidate | Winner | undefined): Candidate[] {
  if (found === undefined) return []
  if (!('losers' in found)) return [found]
  const { value, origin, rule, losers } = found
  if (origin.kind === 'ambiguous') {
    return origin.candidates.map((each) => ({ value: each.value ?? '', origin: each.origin, rule }))
  }
  return [{ value, origin, rule }, ...losers]
}

/** The variable of a name, when it has a value. */
export function fromEnvironment(environment: Environment, name: string, rule: SettingRule): Candidate | undefined {
  const value = environment.read(name)
  return value === '' ? undefined : { value, origin: { kind: 'environment', name }, rule }
}
