import { useState } from 'react'
import type { ConfigProblem } from '../../../../shared/domain/config-stanza.ts'
import { useClient } from '../../../client/client-provider.tsx'
import { diagnosisOf } from '../../../client/failure.ts'
import { type AnalysisState, useAnalysis } from './analysis.ts'
import type { CodeSession } from './code-session.ts'
import { type Asking, type EditorDialog, useAsking } from './editor-dialogs.tsx'
import { fixableAt, neighbourOf, safeChanges } from './fixes.ts'
import { isDirty, type OpenFile, openFiles } from './open-files.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { type FileActs, useFileActs } from './use-file-acts.ts'
import { useMarks } from './use-marks.ts'
import { useOutsideChanges } from './use-outside-changes.ts'
import { type SealEdits, useSealEdits } from './use-seal-edits.ts'

export interface Editor extends AnalysisState {
  acts: FileActs
  asking: Asking
  edits: SealEdits
  dialog: EditorDialog | undefined
  setDialog(dialog: EditorDialog | undefined): void
  /** Whether `analysis` is about the text as it stands. */
  current: boolean
  /** Saves, after showing what changes unless the user has put that off. */
  save(): Promise<void>
  /** Writes the file now. */
  write(): Promise<void>
  format(): Promise<void>
  close(): Promise<void>
  saveAs(): Promise<void>
  jump(problem: ConfigProblem): void
  fix(problem: ConfigProblem): void
  /** How many changes `fixSafe` would make. */
  safeFixes: number
  fixSafe(): void
}

/** Everything that an open file can be asked to do, with its keys. */
export function useEditor(file: OpenFile, session: CodeSession): Editor {
  const client = useClient()
  const acts = useFileActs(file)
  const asking = useAsking()
  const [dialog, setDialog] = useState<EditorDialog>()
  const state = useAnalysis(`${file.id} ${file.generation}`, file.text, file.engine)
  const { analysis } = state
  const edits = useSealEdits(file, session, analysis)
  const problems = analysis?.problems ?? []
  const current = analysis?.text === file.text

  const fix = (problem: ConfigProblem) => {
    // The text may be newer than what was drawn last: places in it would be others.
    if (analysis?.text === session.text && problem.fix) session.apply(problem.fix, 'input.fix')
  }
  const safe = current ? safeChanges(problems) : []
  const go = (way: 'next' | 'previous') => {
    const problem = neighbourOf(problems, session.offset, way)
    if (problem) session.reveal(problem.start)
  }
  const write = async () => {
    if (await acts.save()) setDialog(undefined)
    else if (openFiles.file(file.id)?.outside || openFiles.file(file.id)?.failure) setDialog(undefined)
  }
  const save = async () => {
    await edits.settled()
    const now = openFiles.file(file.id)
    if (!now || !isDirty(now)) return
    if (asking.asks) setDialog({ kind: 'save' })
    else await write()
  }
  const format = async () => {
    await edits.settled()
    try {
      const { text } = await client.call('config.format', { text: session.text })
      setDialog({ kind: 'format', text: session.inItsShape(text) })
    } catch (error) {
      openFiles.change(file.id, { failure: diagnosisOf(error) })
    }
  }
  const saveAs = async () => {
    await edits.settled()
    await acts.saveAs()
  }
  const close = async () => {
    await edits.settled()
    const now = openFiles.file(file.id)
    if (now && (isDirty(now) || edits.refuses)) setDialog({ kind: 'close' })
    else acts.close()
  }
  const undo = () => {
    if (!edits.dropRefused()) void edits.settled().then(() => session.undo())
  }
  const fixHere = () => {
    const problem = fixableAt(problems, file.text, session.offset)
    if (problem) fix(problem)
  }

  useMarks(session, analysis, fix)
  useOutsideChanges(file.id)
  useEditorKeys({
    save: () => void save(),
    undo,
    redo: () => void edits.settled().then(() => session.redo()),
    fix: fixHere,
    next: () => go('next'),
    previous: () => go('previous'),
  })

  return {
    ...state,
    acts,
    asking,
    edits,
    dialog,
    setDialog,
    current,
    save,
    write,
    format,
    close,
    saveAs,
    jump: ({ start }) => session.reveal(start),
    fix,
    safeFixes: safe.length,
    fixSafe: () => {
      if (analysis?.text === session.text) session.apply(safe, 'input.fix')
    },
  }
}
