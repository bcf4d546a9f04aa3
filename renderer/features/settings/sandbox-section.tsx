import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { useNotify } from '../../ui/notifications.tsx'
import { ResetSandbox } from './reset-sandbox.tsx'
import { SandboxClients } from './sandbox-clients.tsx'
import { SandboxFacts } from './sandbox-facts.tsx'
import { SandboxStanza } from './sandbox-stanza.tsx'
import styles from './settings.module.css'
import { type EndingAct, StopSandbox } from './stop-sandbox.tsx'
import { useSandboxCommands } from './use-sandbox-commands.ts'

const states: Record<SandboxStatus['state'], { type: StatusIndicatorProps.Type; word: string }> = {
  starting: { type: 'in-progress', word: 'Starting' },
  running: { type: 'success', word: 'Running' },
  stopped: { type: 'stopped', word: 'Stopped' },
  failed: { type: 'error', word: 'Failed' },
}

/** The KMS built into the app: whether it runs, where, with which keys, who uses it, and how a server is pointed at it. */
export function SandboxSection() {
  const status = useProcedure('sandbox.status', {}, { staleTime: 0, refetchInterval: 5000 })
  const commands = useSandboxCommands()
  const notify = useNotify()
  const [asking, setAsking] = useState<EndingAct | 'reset' | undefined>(undefined)
  const sandbox = status.data
  const running = sandbox?.state === 'running'
  const diagnosis = commands.failure ?? sandbox?.diagnosis ?? status.error?.diagnosis

  const end = (act: EndingAct) => {
    if (sandbox && sandbox.outsideClients.length > 0) setAsking(act)
    else commands[act]()
  }
  const copyEnvironment = async () => {
    if (await commands.copyEnvironment()) {
      notify({ id: 'sandbox-environment', type: 'success', text: 'The environment of the sandbox is on the clipboard' })
    }
  }

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A KMS of your own on this machine. Its keys and its credentials are worth nothing anywhere else."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {running && (
                <Button onClick={() => end('restart')} loading={commands.busy === 'restart'}>
                  Restart
                </Button>
              )}
              {running && (
                <Button onClick={() => end('stop')} loading={commands.busy === 'stop'}>
                  Stop
                </Button>
              )}
              {!running && (
                <Button variant="primary" onClick={commands.start} loading={commands.busy === 'start'}>
                  Start
                </Button>
              )}
              <Button onClick={() => setAsking('reset')}>Reset</Button>
              <Button onClick={() => void copyEnvironment()} disabled={!running}>
                Copy environment
              </Button>
            </SpaceBetween>
          }
        >
          Sandbox KMS
        </Header>
      }
    >
      <SpaceBetween size="l">
        {diagnosis && <DiagnosisPanel diagnosis={diagnosis} onRetry={() => void status.refetch()} />}
        {sandbox && (
          <div className={styles.facts}>
            <div role="status">
              <StatusIndicator type={states[sandbox.state].type}>{states[sandbox.state].word}</StatusIndicator>
            </div>
            <SandboxFacts sandbox={sandbox} />
            {running && <SandboxStanza sandbox={sandbox} />}
            <SandboxClients clients={sandbox.outsideClients} />
          </div>
        )}
      </SpaceBetween>
      {sandbox && (asking === 'stop' || asking === 'restart') && (
        <StopSandbox
          act={asking}
          clients={sandbox.outsideClients}
          onConfirm={() => {
            setAsking(undefined)
            commands[asking]()
          }}
          onDismiss={() => setAsking(undefined)}
        />
      )}
      {sandbox && asking === 'reset' && (
        <ResetSandbox
          sandbox={sandbox}
          busy={commands.busy === 'reset'}
          onReset={async (seed) => {
            const done = await commands.reset(seed)
            setAsking(undefined)
            if (done) notify({ id: 'sandbox-reset', type: 'success', text: 'The sandbox has new keys' })
          }}
          onDismiss={() => setAsking(undefined)}
        />
      )}
    </Container>
  )
}
