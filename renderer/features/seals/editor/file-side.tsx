import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { EngineFields } from '../engine-fields.tsx'
import { BlockExport } from './block-export.tsx'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'
import type { OpenFile } from './open-files.ts'
import { SealForms } from './seal-forms.tsx'
import type { Editor } from './use-editor.ts'
import { useFileEngine } from './use-file-engine.ts'

interface FileSideProps {
  file: OpenFile
  session: CodeSession
  editor: Editor
}

/** Beside the text: the server whose rules apply, and what it makes of the file. */
export function FileSide({ file, session, editor }: FileSideProps) {
  const setEngine = useFileEngine(file)
  const [tab, setTab] = useState('seals')
  const [exported, setExported] = useState(0)
  const { analysis } = editor
  return (
    <div className={styles.side}>
      <EngineFields engine={file.engine} unfinished={file.unfinished} onChange={setEngine} />
      <Tabs
        ariaLabel="What the server makes of the file"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          {
            id: 'seals',
            label: 'Seals',
            content: (
              <div className={styles.form}>
                <SealForms
                  analysis={analysis}
                  engine={file.engine}
                  edits={editor.edits}
                  onShow={(start) => session.show(start)}
                  onGoTo={(start) => session.reveal(start)}
                  onFix={editor.fix}
                  onExport={(stanza) => {
                    setExported(stanza)
                    setTab('export')
                  }}
                />
              </div>
            ),
          },
          {
            id: 'export',
            label: 'Export',
            content: tab === 'export' && analysis && (
              <BlockExport file={file} seals={analysis.seals} chosen={exported} onChoose={setExported} />
            ),
          },
        ]}
      />
    </div>
  )
}
