import { useEffect, useRef, useState } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import { useProcedure } from '../../client/procedures.ts'
import { TurnQueue } from './turn-queue.ts'

/** As many keys are asked about at once; KMS throttles DescribeKey per account, and the seal's server shares that quota. */
const turns = new TurnQueue(4)

/** Milliseconds for which what KMS said of a key is taken as it is. */
const staleTime = 60_000

interface KeyOf {
  connection: Connection
  key: string
}

/** Description and fitness of a key. They are fetched when `wanted`, else shown where they are known already. */
export function useKeyFacts(of: KeyOf, wanted: boolean) {
  const description = useProcedure('keys.describe', of, { enabled: wanted, staleTime })
  const fitness = useProcedure('keys.fitness', of, { enabled: wanted, staleTime })
  return { description, fitness }
}

/** The same for a row of the table, which waits for its turn. One cell of the row fetches, the others look on. */
export function useKeyFactsInTurn(of: KeyOf) {
  const [mine, setMine] = useState(false)
  const facts = useKeyFacts(of, mine)
  const end = useRef<() => void>(undefined)
  useEffect(() => {
    end.current = turns.request(() => setMine(true))
    return end.current
  }, [])
  const settled = mine && !facts.description.isFetching && !facts.fitness.isFetching
  useEffect(() => {
    if (settled) end.current?.()
  }, [settled])
  return facts
}
