import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import type { UnfinishedEngine } from '../unfinished-engine.ts'
import { surroundingsOf } from './kept-surroundings.ts'
import { emptySurroundings, type Surroundings } from './surroundings.ts'

export interface KeptSurroundings {
  surroundings: Surroundings
  /** The server that is asked about, and what is typed of it and is no version yet. */
  engine: Engine
  unfinished: UnfinishedEngine
  change(patch: Partial<Surroundings>): void
  /** Asks about another server than the seal's own. */
  choose(engine: Engine, unfinished: UnfinishedEngine): void
  /** Takes a member out, so that its default counts again. */
  forget(member: 'other' | 'loaded'): void
}

/** What is known around a seal or a file, kept while the window lives. */
export function useSurroundings(id: string, ownEngine: Engine): KeptSurroundings {
  const surroundings = surroundingsOf.use(id) ?? emptySurroundings
  const { chosen } = surroundings
  const counts = chosen && engineText(chosen.insteadOf) === engineText(ownEngine)
  const change = (patch: Partial<Surroundings>) =>
    surroundingsOf.set(id, { ...(surroundingsOf.get(id) ?? emptySurroundings), ...patch })
  return {
    surroundings,
    engine: counts ? chosen.engine : ownEngine,
    unfinished: counts ? chosen.unfinished : {},
    change,
    choose: (engine, unfinished) => change({ chosen: { engine, unfinished, insteadOf: ownEngine } }),
    forget(member) {
      const { [member]: _, ...rest } = surroundingsOf.get(id) ?? emptySurroundings
      surroundingsOf.set(id, rest)
    },
  }
}
