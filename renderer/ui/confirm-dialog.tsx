import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import styles from './confirm-dialog.module.css'

export interface ConfirmDialogProps {
  /** Names the act and its victim: "Disable alias/vault-unseal, used by 2 seals". */
  title: string
  /** What will be lost, or what follows. */
  children: ReactNode
  /** The verb on the button. */
  action: string
  /** A text that has to be typed before the act is offered. */
  typed?: string
  busy?: boolean
  onConfirm: () => void
  onDismiss: () => void
}

/**
 * Asks before an act that cannot be undone. Mount it when it is needed; Esc and Cancel leave everything as it is. The kit marks
 * its closed lists as dialogs too, so this one bears `data-modal`.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [text, setText] = useState('')
  const allowed = props.typed === undefined || text === props.typed
  return (
    <Modal
      visible
      data-modal
      header={props.title}
      closeAriaLabel="Close"
      onDismiss={props.onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={props.onDismiss}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!allowed} loading={props.busy ?? false} onClick={props.onConfirm}>
              {props.action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div className={styles.text}>{props.children}</div>
        {props.typed !== undefined && (
          <FormField label={`To confirm, type ${props.typed}`}>
            <Input value={text} onChange={({ detail }) => setText(detail.value)} autoFocus />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  )
}
