import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { inUseBy } from './stop-sandbox.tsx'

/** Asks before every key of the sandbox is thrown away. */
export function ResetSandbox(props: {
  sandbox: SandboxStatus
  busy: boolean
  onReset: (seed: 'demo' | 'empty') => Promise<void>
  onDismiss: () => void
}) {
  const { outsideClients } = props.sandbox
  const [seed, setSeed] = useState<'demo' | 'empty'>('demo')
  return (
    <ConfirmDialog
      title="Reset the sandbox and lose all its keys"
      action="Reset sandbox"
      busy={props.busy}
      onConfirm={() => void props.onReset(seed)}
      onDismiss={props.onDismiss}
    >
      <p>
        Every key, alias and key material of the sandbox is deleted, those that were made later among them. A server
        whose seal uses one of them can never unseal again, and blobs wrapped by them stay closed. Saved seals stay,
        with references that lead nowhere.
      </p>
      {outsideClients.length > 0 && <p>{inUseBy(outsideClients)}</p>}
      <RadioGroup
        ariaLabel="New keys"
        value={seed}
        onChange={({ detail }) => setSeed(detail.value === 'empty' ? 'empty' : 'demo')}
        items={[
          {
            value: 'demo',
            label: 'Demonstration keys',
            description: 'One of each kind, alias/vault-unseal among them.',
          },
          { value: 'empty', label: 'No keys' },
        ]}
      />
    </ConfirmDialog>
  )
}
