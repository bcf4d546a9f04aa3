import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { useEffect, useRef, useState } from 'react'
import { catalog } from './catalog.ts'
import type { DiagnosisPanelProps } from './diagnosis-panel.tsx'
import styles from './drawn-panel.module.css'
import { diagnosisText, type EvidenceLine, evidenceLines, fieldLines, traceLines } from './evidence-lines.ts'
import { ProblemList } from './problem-list.tsx'
import { type Act, useRemedyActs } from './remedy-acts.tsx'
import type { Remedy } from './words.ts'

export function DrawnPanel({ diagnosis, onRetry, onDismiss }: DiagnosisPanelProps) {
  const { code, evidence } = diagnosis
  const words = catalog[code]
  const title = words.title(evidence)
  return (
    <div role="alert">
      <Alert
        type="error"
        header={title}
        statusIconAriaLabel="Failed"
        dismissible={onDismiss !== undefined}
        dismissAriaLabel="Put away"
        onDismiss={() => onDismiss?.()}
      >
        <p className={styles.happened}>{words.happened(evidence)}</p>
        {evidence.findings && evidence.findings.length > 0 && <ProblemList problems={evidence.findings} />}
        <Remedies remedies={words.remedies(evidence)} onRetry={onRetry} />
        <Evidence title={title} diagnosis={diagnosis} />
      </Alert>
    </div>
  )
}

function Remedies(props: { remedies: readonly Remedy[]; onRetry: (() => void) | undefined }) {
  const acts = useRemedyActs()
  const wayOf = (remedy: Remedy): Act | undefined =>
    remedy.kind === 'act' ? (remedy.act === 'retry' ? props.onRetry : acts[remedy.act]) : undefined
  const buttons = props.remedies.flatMap((remedy) => {
    const way = wayOf(remedy)
    return remedy.kind === 'act' && way ? [{ label: remedy.label, way }] : []
  })
  return (
    <div className={styles.remedies}>
      {buttons.length > 0 && (
        <div className={styles.buttons}>
          {buttons.map(({ label, way }) => (
            <ActButton key={label} label={label} act={way} onMended={props.onRetry} />
          ))}
        </div>
      )}
      {props.remedies.map((remedy) => {
        if (remedy.kind === 'copy') return <Copyable key={remedy.label} label={remedy.label} text={remedy.text} />
        return remedy.kind === 'advice' ? <p key={remedy.text}>{remedy.text}</p> : null
      })}
    </div>
  )
}

/** A button that waits for its act, and then, as long as the failure still stands, has the failed thing done again. */
function ActButton(props: { label: string; act: Act; onMended: (() => void) | undefined }) {
  const [busy, setBusy] = useState(false)
  const onMended = useRef(props.onMended)
  useEffect(() => {
    onMended.current = props.onMended
    return () => {
      onMended.current = undefined
    }
  }, [props.onMended])

  const run = async () => {
    const mending = props.act()
    if (!mending) return
    setBusy(true)
    try {
      await mending
      onMended.current?.()
    } catch {
      // What was refused is told by the state of what should have been mended.
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} onClick={() => void run()}>
      {props.label}
    </Button>
  )
}

function Copyable(props: { label: string; text: string }) {
  return (
    <div className={styles.copyable}>
      <span>{props.label}</span>
      <div className={styles.command}>
        <code>{props.text}</code>
        <CopyToClipboard
          variant="icon"
          textToCopy={props.text}
          copyButtonAriaLabel={`Copy: ${props.label}`}
          copySuccessText="Copied"
          copyErrorText="The system refused the clipboard"
        />
      </div>
    </div>
  )
}

function Evidence({ title, diagnosis }: { title: string } & Pick<DiagnosisPanelProps, 'diagnosis'>) {
  const { code, evidence } = diagnosis
  const facts = [...evidenceLines(evidence), { label: 'Code', value: code }]
  return (
    <ExpandableSection headerText="Why we think so" variant="footer">
      <Lines lines={facts} />
      <Lines heading="Sources of credentials, in order" lines={traceLines(evidence)} />
      <Lines heading="Fields" lines={fieldLines(evidence)} />
      <CopyToClipboard
        copyButtonText="Copy evidence"
        textToCopy={diagnosisText(title, diagnosis)}
        copySuccessText="Copied"
        copyErrorText="The system refused the clipboard"
      />
    </ExpandableSection>
  )
}

function Lines(props: { heading?: string; lines: readonly EvidenceLine[] }) {
  if (props.lines.length === 0) return null
  return (
    <>
      {props.heading && <p className={styles.heading}>{props.heading}</p>}
      <dl className={styles.lines}>
        {props.lines.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
