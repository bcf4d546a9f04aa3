import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import type { SandboxDeletion } from '../../../shared/domain/sandbox-kms.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { utcText } from '../../ui/relative-time-text.ts'
import { endingWithin, LeapDialog } from './leap-dialog.tsx'
import { NumberForm } from './number-form.tsx'
import { PassedTime } from './passed-time.tsx'
import { aheadText, daysText } from './sandbox-words.ts'
import styles from './settings.module.css'
import { keyQueries } from './use-sandbox-commands.ts'

const leaps = [1, 30, 90, 365]
const most = 3650

/** The sandbox's own time, and leaps ahead in it. */
export function SandboxTime({ sandbox }: { sandbox: SandboxStatus }) {
  const advance = useCommand('sandbox.advance', { invalidates: ['sandbox.status', ...keyQueries] })
  const [asked, setAsked] = useState<{ days: number; ending: SandboxDeletion[] }>()
  const leap = (days: number) => {
    if (advance.isPending) return
    setAsked(undefined)
    advance.mutate({ days })
  }
  const askToLeap = (days: number) => {
    const ending = endingWithin(sandbox, days)
    if (ending.length > 0) setAsked({ days, ending })
    else leap(days)
  }
  const now = sandbox.now === undefined ? undefined : Date.parse(sandbox.now)
  return (
    <div className={styles.facts}>
      <KeyValue
        pairs={[
          { label: 'Sandbox', value: now === undefined ? undefined : utcText(now) },
          {
            label: 'This machine',
            value: now === undefined ? undefined : utcText(now - (sandbox.aheadDays ?? 0) * 86_400_000),
          },
          { label: 'Difference', value: aheadText(sandbox.aheadDays) },
        ]}
      />
      <p className={styles.prose}>
        A leap ahead brings what the days would have brought: automatic rotations at their dates, the end of deletion
        windows (those keys are gone then), the end of imported material. Signatures and sessions keep to this machine’s
        time. Time goes on from there, also over a restart; only a reset puts it back.
      </p>
      <fieldset className={styles.acts}>
        <legend className="sw-visually-hidden">Put the time ahead</legend>
        {leaps.map((days) => (
          <Button
            key={days}
            loading={advance.isPending && advance.variables.days === days}
            onClick={() => askToLeap(days)}
          >
            {`Advance ${daysText(days)}`}
          </Button>
        ))}
      </fieldset>
      <NumberForm label="Days" most={most} act="Advance" busy={advance.isPending} onSubmit={askToLeap} />
      {asked && <LeapDialog {...asked} onConfirm={() => leap(asked.days)} onDismiss={() => setAsked(undefined)} />}
      {advance.error && <DiagnosisPanel diagnosis={advance.error.diagnosis} />}
      <div role="status" aria-label="What the days brought">
        {advance.data && <PassedTime days={advance.variables.days} outcome={advance.data} />}
      </div>
    </div>
  )
}
