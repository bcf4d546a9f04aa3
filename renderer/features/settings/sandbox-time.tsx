import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { type FormEvent, useState } from 'react'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { utcText } from '../../ui/relative-time-text.ts'
import { PassedTime } from './passed-time.tsx'
import { aheadText, daysText, wholeNumber } from './sandbox-words.ts'
import styles from './settings.module.css'
import { keyQueries } from './use-sandbox-commands.ts'

const leaps = [1, 30, 90, 365]
const most = 3650

/** The sandbox's own time, and leaps ahead in it. */
export function SandboxTime({ sandbox }: { sandbox: SandboxStatus }) {
  const advance = useCommand('sandbox.advance', { invalidates: ['sandbox.status', ...keyQueries] })
  const leap = (days: number) => advance.mutate({ days })
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
            disabled={advance.isPending}
            loading={advance.isPending && advance.variables.days === days}
            onClick={() => leap(days)}
          >
            {`Advance ${daysText(days)}`}
          </Button>
        ))}
      </fieldset>
      <OwnLeap busy={advance.isPending} onLeap={leap} />
      {advance.error && <DiagnosisPanel diagnosis={advance.error.diagnosis} />}
      <div role="status" aria-label="What the days brought">
        {advance.data && <PassedTime days={advance.variables.days} outcome={advance.data} />}
      </div>
    </div>
  )
}

/** A leap of as many days as are typed. */
function OwnLeap({ busy, onLeap }: { busy: boolean; onLeap: (days: number) => void }) {
  const [text, setText] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const days = wholeNumber(text, 1, most)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    if (days !== undefined) onLeap(days)
  }
  const rule = `a whole number from 1 to ${most.toLocaleString('en')}`
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormField
        label="Days"
        constraintText={`${rule[0]?.toUpperCase()}${rule.slice(1)}.`}
        errorText={isChecked && days === undefined && `Write ${rule}.`}
      >
        <Input value={text} inputMode="numeric" onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <Button formAction="submit" disabled={busy}>
        Advance
      </Button>
    </form>
  )
}
