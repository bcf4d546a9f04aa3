import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { editorPath, useOpenConfiguration } from '../open-configuration.ts'
import { sessionOf } from './code-sessions.ts'
import styles from './editor.module.css'
import { EditorEmpty } from './editor-empty.tsx'
import { FileEditor } from './file-editor.tsx'
import { FileList } from './file-list.tsx'
import { openFiles, useOpenFiles } from './open-files.ts'

/** The configuration files that are open: their list, and the one that is shown. */
export function EditorScreen() {
  useMenuAct()
  const { files, activeId, failure } = useOpenFiles()
  const active = files.find(({ id }) => id === activeId)
  return (
    <section className={styles.screen} aria-labelledby="editor-title">
      <h1 id="editor-title" className="sw-visually-hidden">
        Configuration files
      </h1>
      {failure && <DiagnosisPanel diagnosis={failure} onDismiss={() => openFiles.refuse(undefined)} />}
      {active ? (
        <div className={files.length > 1 ? styles.withList : styles.withoutList}>
          {files.length > 1 && <FileList files={files} activeId={active.id} />}
          <FileEditor key={active.id} file={active} session={sessionOf(active)} />
        </div>
      ) : (
        <EditorEmpty />
      )}
    </section>
  )
}

/** The menu of the window names its act in the address. A way back or a reload does not ask again. */
function useMenuAct(): void {
  const { act } = useParams<{ act?: string }>()
  const [, navigate] = useLocation()
  const open = useOpenConfiguration()
  useEffect(() => {
    if (act === undefined) return
    navigate(editorPath, { replace: true })
    if (act === 'open') void open.pick('files')
  }, [act, navigate, open])
}
