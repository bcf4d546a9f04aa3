import { EngineFields } from '../engine-fields.tsx'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'
import type { OpenFile } from './open-files.ts'
import type { Editor } from './use-editor.ts'
import { useFileEngine } from './use-file-engine.ts'

interface FileSideProps {
  file: OpenFile
  session: CodeSession
  editor: Editor
}

/** Beside the text: the server whose rules apply. */
export function FileSide({ file }: FileSideProps) {
  const setEngine = useFileEngine(file)
  return (
    <div className={styles.side}>
      <EngineFields engine={file.engine} unfinished={file.unfinished} onChange={setEngine} />
    </div>
  )
}
