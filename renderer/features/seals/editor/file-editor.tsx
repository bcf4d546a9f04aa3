import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { CodePane } from './code-pane.tsx'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'
import { EditorDialogs } from './editor-dialogs.tsx'
import { FileSide, type SideTab } from './file-side.tsx'
import { FileToolbar } from './file-toolbar.tsx'
import { type OpenFile, openFiles } from './open-files.ts'
import { OutsideNotice } from './outside-notice.tsx'
import { ProblemsPane } from './problems-pane.tsx'
import { StatusLine } from './status-line.tsx'
import { type Editor, useEditor } from './use-editor.ts'

/** One configuration file: its text, what is wrong with it for a server, and its seals as forms. */
export function FileEditor({ file, session }: { file: OpenFile; session: CodeSession }) {
  const editor = useEditor(file, session)
  const { acts, dialog, setDialog } = editor
  const [tab, setTab] = useSideTab()
  return (
    <div className={styles.editor}>
      <FileToolbar
        file={file}
        busy={acts.busy}
        onSave={() => void editor.save()}
        onSaveAs={() => void editor.saveAs()}
        onFormat={() => void editor.format()}
        onChanges={() => setDialog({ kind: 'changes' })}
        onClose={() => void editor.close()}
        asking={editor.asking}
      />
      <Notices file={file} editor={editor} />
      <div className={tab === 'effective' ? `${styles.panes} ${styles.wideSide}` : styles.panes}>
        <div className={styles.text}>
          <CodePane session={session} />
          <StatusLine session={session} analysis={editor.analysis} />
          <Problems editor={editor} />
        </div>
        <FileSide file={file} session={session} editor={editor} tab={tab} onTab={setTab} />
      </div>
      {dialog && (
        <EditorDialogs
          dialog={dialog}
          file={file}
          busy={acts.busy}
          asking={editor.asking}
          onSave={() => void editor.write()}
          onFormat={(text) => {
            session.become(text, 'input.format')
            setDialog(undefined)
          }}
          onClose={acts.close}
          onDismiss={() => setDialog(undefined)}
        />
      )}
    </div>
  )
}

let lastTab: SideTab = 'seals'

/** What stands beside the text, the same for the next file. */
function useSideTab(): [tab: SideTab, show: (tab: SideTab) => void] {
  const [tab, setTab] = useState(lastTab)
  const show = (next: SideTab) => {
    lastTab = next
    setTab(next)
  }
  return [tab, show]
}

function Notices({ file, editor }: { file: OpenFile; editor: Editor }) {
  const { failure, retry } = editor
  return (
    <>
      {file.outside && <OutsideNotice file={file} acts={editor.acts} />}
      {file.failure && (
        <DiagnosisPanel diagnosis={file.failure} onDismiss={() => openFiles.change(file.id, { failure: undefined })} />
      )}
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={retry} />}
    </>
  )
}

function Problems({ editor }: { editor: Editor }) {
  const { analysis, safeFixes } = editor
  return (
    <section aria-label="Problems" className={styles.problemsPane}>
      {safeFixes > 0 && (
        <Button variant="inline-link" onClick={editor.fixSafe}>
          {safeFixes === 1 ? 'Correct 1 spelling' : `Correct ${safeFixes} spellings`}
        </Button>
      )}
      <ProblemsPane
        problems={analysis?.problems ?? []}
        current={editor.current}
        onJump={editor.jump}
        onFix={editor.fix}
      />
    </section>
  )
}
