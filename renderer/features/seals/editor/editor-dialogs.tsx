import { nameOf } from '../../../../shared/domain/file-path.ts'
import { useCommand, useProcedure } from '../../../client/procedures.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { DifferenceDialog } from './difference-dialog.tsx'
import type { OpenFile } from './open-files.ts'

/** What is asked or shown over the editor. */
export type EditorDialog = { kind: 'save' | 'changes' | 'close' } | { kind: 'format'; text: string }

interface EditorDialogsProps {
  dialog: EditorDialog
  file: OpenFile
  busy: boolean
  asking: Asking
  onSave(): void
  onFormat(text: string): void
  onClose(): void
  onDismiss(): void
}

/** The dialog that is open. */
export function EditorDialogs({ dialog, file, busy, asking, ...on }: EditorDialogsProps) {
  const name = nameOf(file.path)
  switch (dialog.kind) {
    case 'save':
      return (
        <DifferenceDialog
          title={`Save ${name}`}
          before={file.disk.text}
          after={file.text}
          labels={{ before: 'On disk', after: 'To be saved' }}
          act={{ label: 'Save file', busy, run: on.onSave }}
          asking={asking}
          onDismiss={on.onDismiss}
        />
      )
    case 'changes':
      return (
        <DifferenceDialog
          title={`Unsaved changes of ${name}`}
          before={file.disk.text}
          after={file.text}
          labels={{ before: 'On disk', after: 'Here' }}
          onDismiss={on.onDismiss}
        />
      )
    case 'format':
      return (
        <DifferenceDialog
          title={`Format ${name} as the server’s own formatter does`}
          before={file.text}
          after={dialog.text}
          labels={{ before: 'As it is', after: 'Formatted' }}
          {...(dialog.text !== file.text && {
            act: { label: 'Format', busy: false, run: () => on.onFormat(dialog.text) },
          })}
          onDismiss={on.onDismiss}
        />
      )
    case 'close':
      return (
        <ConfirmDialog
          title={`Close ${name} without saving`}
          action="Discard changes"
          onConfirm={on.onClose}
          onDismiss={on.onDismiss}
        >
          Its unsaved changes are lost. The file on disk stays as it is.
        </ConfirmDialog>
      )
  }
}

export interface Asking {
  asks: boolean
  setAsks(asks: boolean): void
}

/** Whether the changes are shown before each save, as the settings remember it. */
export function useAsking(): Asking {
  const settings = useProcedure('settings.read', {})
  const write = useCommand('settings.write', { invalidates: ['settings.read'] })
  return {
    asks: settings.data?.showsChangesBeforeSaving ?? true,
    setAsks: (asks) => write.mutate({ showsChangesBeforeSaving: asks }),
  }
}
