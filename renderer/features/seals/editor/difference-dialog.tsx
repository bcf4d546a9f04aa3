import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { differenceFacts, differenceText } from './difference.ts'
import { DifferenceView } from './difference-view.tsx'
import styles from './editor.module.css'

interface DifferenceDialogProps {
  title: string
  before: string
  after: string
  labels: { before: string; after: string }
  /** What can be done with the difference; without it the dialog only shows it. */
  act?: { label: string; busy: boolean; run(): void }
  /** Offers to leave this dialog out from now on. */
  asking?: { asks: boolean; setAsks(asks: boolean): void }
  onDismiss(): void
}

/** Shows how two texts differ before something is done with them. Enter does it: the button has the focus. */
export function DifferenceDialog(props: DifferenceDialogProps) {
  const { before, after, act, asking } = props
  const [folds, setFolds] = useState(true)
  const [sideBySide, setSideBySide] = useState(window.innerWidth >= 1000)
  return (
    <Modal
      visible
      data-modal
      size="max"
      header={props.title}
      closeAriaLabel="Close"
      onDismiss={props.onDismiss}
      footer={
        <div className={styles.footer}>
          {asking && (
            <Checkbox checked={!asking.asks} onChange={({ detail }) => asking.setAsks(!detail.checked)}>
              Save without showing this from now on
            </Checkbox>
          )}
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={props.onDismiss}>
                {act ? 'Cancel' : 'Close'}
              </Button>
              {act && <ActButton {...act} />}
            </SpaceBetween>
          </Box>
        </div>
      }
    >
      <div className={styles.differenceBar}>
        <span role="status">{differenceText(differenceFacts(before, after))}</span>
        <span className={styles.differenceActs}>
          <Button variant="inline-link" onClick={() => setFolds(!folds)}>
            {folds ? 'Show all lines' : 'Show differences only'}
          </Button>
          <Button variant="inline-link" onClick={() => setSideBySide(!sideBySide)}>
            {sideBySide ? 'Show in one column' : 'Show side by side'}
          </Button>
        </span>
      </div>
      <DifferenceView before={before} after={after} labels={props.labels} sideBySide={sideBySide} folds={folds} />
    </Modal>
  )
}

/** The dialog puts the focus on its own close button first; a frame later it is here. */
function ActButton({ label, busy, run }: { label: string; busy: boolean; run(): void }) {
  const button = useRef<ButtonProps.Ref>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => button.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <Button ref={button} variant="primary" loading={busy} onClick={run}>
      {label}
    </Button>
  )
}
