import type { SandboxDeletion } from '../../../shared/domain/sandbox-kms.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { utcText } from '../../ui/relative-time-text.ts'
import { daysText } from './sandbox-words.ts'

/** Asks before a leap in time behind which keys are gone for good. */
export function LeapDialog(props: {
  days: number
  ending: readonly SandboxDeletion[]
  onConfirm: () => void
  onDismiss: () => void
}) {
  const { days, ending, onConfirm, onDismiss } = props
  const isOne = ending.length === 1
  const count = isOne ? 'a key' : `${ending.length} keys`
  return (
    <ConfirmDialog
      title={`Advance ${daysText(days)} and lose ${count}`}
      action={`Advance ${daysText(days)}`}
      onConfirm={onConfirm}
      onDismiss={onDismiss}
    >
      <p>
        {isOne ? 'Its deletion window ends' : 'Their deletion windows end'} within that time, and what was encrypted
        stays closed for good. Cancel the deletion first where a key is to stay.
      </p>
      <ul>
        {ending.slice(0, shown).map(({ keyArn, alias, at }) => (
          <li key={keyArn}>{`${alias ?? keyArn}, on ${utcText(Date.parse(at))}`}</li>
        ))}
        {ending.length > shown && <li>{`and ${ending.length - shown} more`}</li>}
      </ul>
    </ConfirmDialog>
  )
}

const shown = 5

/** The keys whose deletion comes within so many days of the sandbox's own time. */
export function endingWithin({ now, deletions = [] }: SandboxStatus, days: number): SandboxDeletion[] {
  if (now === undefined) return []
  const end = Date.parse(now) + days * 86_400_000
  return deletions.filter(({ at }) => Date.parse(at) <= end)
}
