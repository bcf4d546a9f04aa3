import Button from '@cloudscape-design/components/button'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import styles from './sandbox-hint.module.css'

/** How a real server gets at the sandbox: endpoint in the stanza, the sandbox's keys in its environment. */
export function SandboxHint() {
  const copy = useCommand('sandbox.copyEnvironment')
  return (
    <section className={styles.hint} aria-label="Sandbox">
      <span>
        <strong>Sandbox.</strong> A server on this machine reaches it while this app runs. Its access keys belong into
        the server’s environment, not into the file.
      </span>
      <Button loading={copy.isPending} onClick={() => copy.mutate({})}>
        {copy.isSuccess ? 'Environment copied' : 'Copy environment'}
      </Button>
      {copy.isError && <DiagnosisPanel diagnosis={copy.error.diagnosis} onDismiss={copy.reset} />}
    </section>
  )
}
