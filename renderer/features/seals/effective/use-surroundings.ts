import type { Engine } from '../../../../shared/domain/engine.ts'
import { surroundingsOf } from './kept-surroundings.ts'
import { emptySurroundings, type Surroundings } from './surroundings.ts'

export interface KeptSurroundings {
  surroundings: Surroundings
  /** The server that is asked about. */
  engine: Engine
  change(patch: Partial<Surroundings>): void
  /** Takes a member out, so that its default counts again. */
  forget(member: 'other' | 'loaded'): void
}

/** What is known around a seal or a file, kept while the window lives. */
export function useSurroundings(id: string, ownEngine: Engine): KeptSurroundings {
  const surroundings = surroundingsOf.use(id) ?? emptySurroundings
  return {
    surroundings,
    engine: surroundings.engine ?? ownEngine,
    change: (patch) => surroundingsOf.set(id, { ...(surroundingsOf.get(id) ?? emptySurroundings), ...patch }),
    forget(member) {
      const { [member]: _, ...rest } = surroundingsOf.get(id) ?? emptySurroundings
      surroundingsOf.set(id, rest)
    },
  }
}
