import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { isConfigName } from '../../../../shared/domain/config-file-name.ts'
import { folderOf, nameOf } from '../../../../shared/domain/file-path.ts'
import { EffectiveSettings } from '../effective/effective-settings.tsx'
import { EngineFields } from '../engine-fields.tsx'
import { BlockExport } from './block-export.tsx'
import type { CodeSession } from './code-session.ts'
import styles from './editor.module.css'
import { type OpenFile, useOpenFiles } from './open-files.ts'
import { SealForms } from './seal-forms.tsx'
import type { Editor } from './use-editor.ts'
import { useFileEngine } from './use-file-engine.ts'

interface FileSideProps {
  file: OpenFile
  session: CodeSession
  editor: Editor
  tab: SideTab
  onTab(tab: SideTab): void
}

const sideTabs = ['seals', 'effective', 'export'] as const
export type SideTab = (typeof sideTabs)[number]

/** The open files of the file's folder by name, each with its text as it stands: what a server started with the folder reads. */
function useFolder(file: OpenFile, text: string): { path: string; text: string }[] {
  const { files } = useOpenFiles()
  if (!isConfigName(nameOf(file.path))) return []
  const read = files.filter(({ path }) => folderOf(path) === folderOf(file.path) && isConfigName(nameOf(path)))
  // The same file may be open twice after it was saved under another's name: what is shown here counts.
  const texts = new Map([...read.map((each) => [each.path, each.text] as const), [file.path, text]])
  return [...texts].map(([path, of]) => ({ path, text: of })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Beside the text: the server whose rules apply, and what it makes of the file. */
export function FileSide({ file, session, editor, tab, onTab }: FileSideProps) {
  const setEngine = useFileEngine(file)
  const [exported, setExported] = useState(0)
  const { analysis } = editor
  const folder = useFolder(file, analysis?.text ?? file.text)
  return (
    <div className={styles.side}>
      <EngineFields engine={file.engine} unfinished={file.unfinished} onChange={setEngine} />
      <Tabs
        ariaLabel="What the server makes of the file"
        activeTabId={tab}
        onChange={({ detail }) => onTab(sideTabs.find((each) => each === detail.activeTabId) ?? 'seals')}
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
                    onTab('export')
                  }}
                />
              </div>
            ),
          },
          {
            id: 'effective',
            label: 'Effective settings',
            content: tab === 'effective' && analysis && (
              <EffectiveSettings
                id={file.id}
                config={{ path: file.path, text: analysis.text }}
                folder={folder}
                engine={file.engine}
                choosesServer={false}
              />
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
