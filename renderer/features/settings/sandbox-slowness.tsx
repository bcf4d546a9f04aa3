import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { slownessText, wholeNumber } from './sandbox-words.ts'
import styles from './settings.module.css'

const most = 60_000

/** Lets changes be seen late, as KMS spreads some of them slowly. */
export function SandboxSlowness({ milliseconds }: { milliseconds: number }) {
  const slowDown = useCommand('sandbox.slowDown', { invalidates: ['sandbox.status'] })
  const [text, setText] = useState('5000')
  const [isChecked, setIsChecked] = useState(false)
  const value = wholeNumber(text, 1, most)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    if (value !== undefined) slowDown.mutate({ milliseconds: value })
  }
  return (
    <div className={styles.facts}>
      <p className={styles.prose}>
        KMS needs some seconds until a new or moved alias, a new grant or a rotation on demand is seen everywhere. Here
        such a change is seen at once, unless it is slowed down. A restart of the sandbox puts that back.
      </p>
      <p role="status" className={styles.prose}>
        {slownessText(milliseconds)}.
      </p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FormField
          label="Delay in milliseconds"
          constraintText={`A whole number from 1 to ${most.toLocaleString('en')}.`}
          errorText={isChecked && value === undefined && `Write a whole number from 1 to ${most.toLocaleString('en')}.`}
        >
          <Input value={text} inputMode="numeric" onChange={({ detail }) => setText(detail.value)} />
        </FormField>
        <div className={styles.acts}>
          <Button formAction="submit" loading={slowDown.isPending}>
            Slow down
          </Button>
          <Button formAction="none" disabled={milliseconds === 0} onClick={() => slowDown.mutate({ milliseconds: 0 })}>
            Put back to 0
          </Button>
        </div>
      </form>
      {slowDown.error && <DiagnosisPanel diagnosis={slowDown.error.diagnosis} />}
    </div>
  )
}
