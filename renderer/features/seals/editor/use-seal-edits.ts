import { useEffect, useMemo, useRef, useState } from 'react'
import type { ConfigEdit } from '../../../../shared/domain/config-stanza.ts'
import { useClient } from '../../../client/client-provider.tsx'
import { diagnosisOf } from '../../../client/failure.ts'
import type { Analysis } from './analysis.ts'
import type { CodeSession } from './code-session.ts'
import { EditQueue } from './edit-queue.ts'
import { type OpenFile, openFiles } from './open-files.ts'

export interface SealEdits {
  /** What a field shows: what is being typed there, else what the file says. */
  shown(stanza: number, key: string, inFile: string): string
  /** Types into a field. Without an edit the text stands in the field only, which says why. */
  type(stanza: number, key: string, text: string, edit: ConfigEdit | undefined): void
  make(edit: ConfigEdit): void
  /** Whether a field holds a text that cannot go into the file. */
  refuses: boolean
  /** Takes such texts out of their fields; whether there was one. */
  dropRefused(): boolean
  /** Resolves when the text has every edit. */
  settled(): Promise<void>
}

interface TypedText {
  text: string
  /** The number of the edit that puts it into the file. */
  edit: number | undefined
}

/**
 * Edits from the forms. A field shows what is typed into it until the file says the same, so that no letter is lost or put elsewhere
 * while main makes the edit. `analysis` is what the forms were read from.
 */
export function useSealEdits(file: OpenFile, session: CodeSession, analysis: Analysis | undefined): SealEdits {
  const client = useClient()
  const [typed, setTyped] = useState<Readonly<Record<string, TypedText>>>({})
  const [made, setMade] = useState(0)
  const last = useRef(0)
  const here = useRef(true)
  const { id } = file
  const queue = useMemo(
    () =>
      new EditQueue({
        text: () => session.text,
        edit: async (text, edit) => (await client.call('config.edit', { text, edits: [edit] })).text,
        become: (text) => session.become(text, 'input.type.form'),
        onFailure: (error) => openFiles.change(id, { failure: diagnosisOf(error) }),
      }),
    [client, session, id],
  )
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const isRead = analysis?.text === file.text
  useEffect(() => {
    if (!isRead) return
    setTyped((fields) => Object.fromEntries(Object.entries(fields).filter(([, { edit }]) => !edit || edit > made)))
  }, [isRead, made])

  // A field is known by the number of its block: with another block before it, it would be another's.
  const blocks = analysis?.seals.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of blocks is the reason
  useEffect(() => setTyped(withoutRefused), [blocks, file.generation])

  const refuses = Object.values(typed).some(({ edit }) => edit === undefined)
  const make = (edit: ConfigEdit): number => {
    last.current += 1
    const number = last.current
    const settled = queue.add(edit)
    openFiles.whileEditing(settled)
    void settled.finally(() => here.current && setMade((before) => Math.max(before, number)))
    return number
  }

  return {
    shown: (stanza, key, inFile) => typed[`${stanza} ${key}`]?.text ?? inFile,
    type(stanza, key, text, edit) {
      const typing = { text, edit: edit && make(edit) }
      setTyped((fields) => ({ ...fields, [`${stanza} ${key}`]: typing }))
    },
    make: (edit) => void make(edit),
    refuses,
    dropRefused() {
      if (refuses) setTyped(withoutRefused)
      return refuses
    },
    settled: () => queue.settled(),
  }
}

function withoutRefused(typed: Readonly<Record<string, TypedText>>): Readonly<Record<string, TypedText>> {
  return Object.fromEntries(Object.entries(typed).filter(([, { edit }]) => edit !== undefined))
}
