import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { Link } from 'wouter'
import { Ident } from '../../../ui/ident.tsx'
import { useOpenConfiguration } from '../open-configuration.ts'
import styles from './editor.module.css'
import { isDirty, type OpenFile } from './open-files.ts'

interface FileToolbarProps {
  file: OpenFile
  busy: boolean
  onSave(): void
  onSaveAs(): void
  onFormat(): void
  onChanges(): void
  onClose(): void
  /** Whether a save shows what changes first. */
  asking: { asks: boolean; setAsks(asks: boolean): void }
}

/** The file by its path, whether it is saved, and what can be done with it. */
export function FileToolbar(props: FileToolbarProps) {
  const { file, busy } = props
  const open = useOpenConfiguration()
  const dirty = isDirty(file)
  const acts: Record<string, () => void> = {
    'save-as': props.onSaveAs,
    format: props.onFormat,
    changes: props.onChanges,
    open: () => void open.pick('files'),
    folder: () => void open.pick('folder'),
    close: props.onClose,
    asks: () => props.asking.setAsks(!props.asking.asks),
  }
  return (
    <div className={styles.toolbar}>
      <nav aria-label="Path">
        <Link href="/seals">Seals</Link> <span aria-hidden="true">/</span>
      </nav>
      <span className={styles.name}>
        <Ident text={file.path} name="path" tail={40} />
      </span>
      <span role="status" className={dirty ? styles.dirty : styles.quiet}>
        {dirty ? 'Unsaved changes' : 'Saved'}
      </span>
      <ButtonDropdown
        items={[
          { id: 'open', text: 'Open configuration file' },
          { id: 'folder', text: 'Open folder' },
          { id: 'save-as', text: 'Save as' },
          { id: 'changes', text: 'Show unsaved changes', disabled: !dirty },
          { id: 'format', text: 'Format whole file' },
          { id: 'asks', itemType: 'checkbox', text: 'Show changes before saving', checked: props.asking.asks },
          { id: 'close', text: 'Close file' },
        ]}
        onItemClick={({ detail }) => acts[detail.id]?.()}
      >
        File
      </ButtonDropdown>
      <Button
        variant="primary"
        loading={busy}
        {...(dirty ? {} : { disabled: true, disabledReason: 'Nothing has changed since the last save' })}
        onClick={props.onSave}
      >
        Save
      </Button>
    </div>
  )
}
