import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useNotify } from '../../ui/notifications.tsx'
import { CopyEnvironment } from './copy-environment.tsx'
import { ResetSandbox } from './reset-sandbox.tsx'
import { type EndingAct, StopSandbox } from './stop-sandbox.tsx'
import type { SandboxAct, SandboxCommands } from './use-sandbox-commands.ts'

/** Start, restart, stop and reset. What would be lost is asked about first. */
export function SandboxActions({
  sandbox,
  commands,
}: {
  sandbox: SandboxStatus | undefined
  commands: SandboxCommands
}) {
  const notify = useNotify()
  const [asking, setAsking] = useState<EndingAct | 'reset' | undefined>(undefined)
  const running = sandbox?.state === 'running'
  const { busy } = commands
  const isOther = (act: SandboxAct) => busy !== undefined && busy !== act
  const end = (act: EndingAct) => {
    if (sandbox && sandbox.outsideClients.length > 0) setAsking(act)
    else commands[act]()
  }
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          onClick={() => end('restart')}
          loading={busy === 'restart'}
          disabled={(!running && busy !== 'restart') || isOther('restart')}
        >
          Restart
        </Button>
        <Button
          variant={running ? 'normal' : 'primary'}
          onClick={() => (running ? end('stop') : commands.start())}
          loading={busy === 'start' || busy === 'stop' || sandbox?.state === 'starting'}
          disabled={busy === 'restart' || busy === 'reset'}
        >
          {running ? 'Stop' : 'Start'}
        </Button>
        <Button onClick={() => setAsking('reset')} disabled={isOther('reset')}>
          Reset
        </Button>
        <CopyEnvironment principal="owner" look="named" disabled={!running} />
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
            if (done) notify({ id: 'sandbox-reset', type: 'success', text: resetWords[seed] })
          }}
          onDismiss={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

const resetWords = { demo: 'The sandbox has new keys', empty: 'The sandbox has no keys' } as const
