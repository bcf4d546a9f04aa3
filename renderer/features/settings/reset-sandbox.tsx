import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { inUseBy } from './stop-sandbox.tsx'

/** Asks before every key of the sandbox is thrown away, and names what goes with them. */
export function ResetSandbox(props: {
  sandbox: SandboxStatus
  busy: boolean
  onReset: (seed: 'demo' | 'empty') => Promise<void>
  onDismiss: () => void
}) {
  const { outsideClients, keyCount } = props.sandbox
  const [seed, setSeed] = useState<'demo' | 'empty'>('demo')
  const seals = useSealsOf(props.sandbox)
  return (
    <ConfirmDialog
      title={keyCount ? `Reset the sandbox and lose ${keysText(keyCount)}` : 'Reset the sandbox and lose all its keys'}
      action="Reset sandbox"
      busy={props.busy}
      onConfirm={() => void props.onReset(seed)}
      onDismiss={props.onDismiss}
    >
      <p>
        Every key, alias and key material of the sandbox is deleted, those that were made later among them. A server
        whose seal uses one of them can never unseal again, and blobs wrapped by them stay closed. Its principals get
        new access keys: environments that were copied before no longer work. Its time is this machine’s again.
      </p>
      {seals.length > 0 && (
        <p>
          {`Saved seals that use it: ${listText(seals)}. They stay, with references that may lead nowhere and blobs that are lost.`}
        </p>
      )}
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

/** Names of the saved seals that are on the sandbox or point at its endpoint. */
function useSealsOf({ endpoint }: SandboxStatus): string[] {
  const { data } = useProcedure('seals.list', {})
  const uses = (data?.seals ?? []).filter(
    ({ connection, parameters }) =>
      connection.kind === 'sandbox' || (endpoint !== undefined && parameters.endpoint === endpoint),
  )
  return uses.map(({ name }) => name)
}

const keysText = (count: number): string => (count === 1 ? 'its key' : `its ${count.toLocaleString('en')} keys`)

const shown = 5

/** The first names, and how many more there are. */
function listText(names: readonly string[]): string {
  const more = names.length - shown
  return more > 0 ? `${names.slice(0, shown).join(', ')} and ${more} more` : names.join(', ')
}
