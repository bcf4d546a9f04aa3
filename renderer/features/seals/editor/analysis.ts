import { useEffect, useRef, useState } from 'react'
import type { ConfigProblem, ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import type { Client } from '../../../client/client.ts'
import { useClient } from '../../../client/client-provider.tsx'
import type { Diagnosis } from '../../../client/contract-types.ts'
import { diagnosisOf, isCancelled } from '../../../client/failure.ts'

/** What the servers' rules say about a text. */
export interface Analysis {
  /** The very text that it is about. */
  text: string
  format: 'hcl' | 'json'
  seals: readonly ConfigStanza[]
  problems: readonly ConfigProblem[]
}

export interface AnalysisState {
  /** The latest answer: about the present text, or about one before it while the next is on its way. */
  analysis: Analysis | undefined
  failure: Diagnosis | undefined
  retry(): void
}

/**
 * Asks about the text at every change. One question is out at a time: what is typed meanwhile is asked about next, and an
 * answer for another server is never shown. `fileId` tells files apart.
 */
export function useAnalysis(fileId: string, text: string, engine: Engine): AnalysisState {
  const client = useClient()
  const [found, setFound] = useState<{ about: string; analysis?: Analysis; failure?: Diagnosis }>()
  const [attempt, setAttempt] = useState(0)
  const about = JSON.stringify([fileId, engine])
  const wanted = useRef({ about, text, engine, attempt })
  wanted.current = { about, text, engine, attempt }
  const asking = useRef(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is read when it is asked
  useEffect(() => {
    if (asking.current) return
    asking.current = true
    void askUntilAnswered(client, wanted, (next) => here.current && setFound(next)).finally(() => {
      asking.current = false
    })
  }, [client, about, text, attempt])

  const current = found?.about === about ? found : undefined
  return {
    analysis: current?.analysis,
    failure: current?.failure,
    retry: () => setAttempt((count) => count + 1),
  }
}

interface Question {
  about: string
  text: string
  engine: Engine
  attempt: number
}

async function askUntilAnswered(
  client: Client,
  wanted: { current: Question },
  tell: (found: { about: string; analysis?: Analysis; failure?: Diagnosis }) => void,
): Promise<void> {
  for (;;) {
    const question = wanted.current
    const { about } = question
    try {
      tell({ about, analysis: await analyse(client, question) })
    } catch (error) {
      if (!isCancelled(error)) tell({ about, failure: diagnosisOf(error) })
    }
    if (wanted.current.about === about && wanted.current.text === question.text) {
      if (wanted.current.attempt === question.attempt) return
    }
  }
}

/** The seal blocks, and every finding in the order of the text: what keeps a server from reading it is among them. */
async function analyse(client: Client, { text, engine }: Question): Promise<Analysis> {
  const [{ format, seals }, { problems }] = await Promise.all([
    client.call('config.parse', { text, engine }),
    client.call('config.lint', { text, engine }),
  ])
  return { text, format, seals, problems }
}
