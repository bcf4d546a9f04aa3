import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { ConditionNotice } from './condition-notice.tsx'
import { SandboxActions } from './sandbox-actions.tsx'
import { SandboxFacts } from './sandbox-facts.tsx'
import { SandboxFolds } from './sandbox-folds.tsx'
import styles from './settings.module.css'
import { useSandboxCommands } from './use-sandbox-commands.ts'

const states: Record<SandboxStatus['state'], { type: StatusIndicatorProps.Type; word: string }> = {
  starting: { type: 'in-progress', word: 'Starting' },
  running: { type: 'success', word: 'Running' },
  stopped: { type: 'stopped', word: 'Stopped' },
  failed: { type: 'error', word: 'Failed' },
}

/** The KMS built into the app: whether it runs, where, who may use it and who does, and what it is made to do. */
export function SandboxSection() {
  const status = useProcedure('sandbox.status', {}, { staleTime: 0, refetchInterval: 5000 })
  const commands = useSandboxCommands()
  const sandbox = status.data
  const diagnosis = commands.failure ?? sandbox?.diagnosis ?? status.error?.diagnosis
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A KMS of your own on this machine. Its keys and its credentials are worth nothing anywhere else."
          actions={<SandboxActions sandbox={sandbox} commands={commands} />}
        >
          Sandbox KMS
        </Header>
      }
    >
      <SpaceBetween size="l">
        {diagnosis && (
          <DiagnosisPanel
            diagnosis={diagnosis}
            onRetry={commands.failure ? commands.again : () => void status.refetch()}
          />
        )}
        {sandbox && (
          <div className={styles.facts}>
            <ConditionNotice sandbox={sandbox} />
            <div role="status">
              <StatusIndicator type={states[sandbox.state].type}>{states[sandbox.state].word}</StatusIndicator>
            </div>
            <SandboxFacts sandbox={sandbox} />
            {sandbox.state === 'running' && <SandboxFolds sandbox={sandbox} />}
          </div>
        )}
      </SpaceBetween>
    </Container>
  )
}
