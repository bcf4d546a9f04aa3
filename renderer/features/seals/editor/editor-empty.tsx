import Button from '@cloudscape-design/components/button'
import { folderOf, nameOf } from '../../../../shared/domain/file-path.ts'
import { useCommand, useProcedure } from '../../../client/procedures.ts'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { QuietProgress } from '../../../ui/quiet-progress.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { useRemovalFocus } from '../../../ui/removal-focus.ts'
import { useOpenConfiguration } from '../open-configuration.ts'
import styles from './editor.module.css'

/** No file is open: how to open one, and those that were open before. */
export function EditorEmpty() {
  const open = useOpenConfiguration()
  const { list, removing } = useRemovalFocus<HTMLDivElement>()
  return (
    <div ref={list} tabIndex={-1} className={styles.emptyScreen}>
      <EmptyState
        title="No configuration file is open"
        actions={
          <>
            <Button variant="primary" onClick={() => void open.pick('files')}>
              Open configuration file
            </Button>
            <Button onClick={() => void open.pick('folder')}>Open folder</Button>
          </>
        }
      >
        <p>
          Open the file of a Vault or OpenBao server, HCL or JSON, or drop it here. What you do not edit is saved byte
          for byte as it was.
        </p>
      </EmptyState>
      <RecentFiles onOpen={open.again} onForget={removing} />
    </div>
  )
}

interface RecentFilesProps {
  onOpen(path: string): Promise<void>
  /** The file at this place is taken out of the list. */
  onForget(index: number): void
}

function RecentFiles({ onOpen, onForget }: RecentFilesProps) {
  const recent = useProcedure('config.recent', {}, { staleTime: 0 })
  const forget = useCommand('config.forget', { invalidates: ['config.recent'] })
  if (recent.isError) {
    return <DiagnosisPanel diagnosis={recent.error.diagnosis} onRetry={() => void recent.refetch()} />
  }
  if (!recent.data) return <QuietProgress active label="Reading the list of files" />
  if (recent.data.files.length === 0) return null
  return (
    <section aria-labelledby="recent-title" className={styles.recent}>
      <h2 id="recent-title">Opened before</h2>
      {forget.isError && <DiagnosisPanel diagnosis={forget.error.diagnosis} onDismiss={forget.reset} />}
      <ul>
        {recent.data.files.map(({ path, openedAt }, index) => (
          <li key={path} data-row>
            <Button variant="inline-link" ariaLabel={`Open ${path}`} onClick={() => void onOpen(path)}>
              {nameOf(path)}
            </Button>
            <span className={styles.path}>{folderOf(path)}</span>
            <span className={styles.quiet}>
              <RelativeTime at={openedAt} />
            </span>
            <Button
              variant="inline-icon"
              iconName="close"
              ariaLabel={`Forget ${path}`}
              onClick={() => {
                onForget(index)
                forget.mutate({ path })
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
