import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { type FormEvent, type ReactNode, useState } from 'react'
import { wholeNumber } from './sandbox-words.ts'
import styles from './settings.module.css'

interface NumberFormProps {
  label: string
  /** The largest number; the least is 1. */
  most: number
  initial?: string
  /** What the button says. */
  act: string
  busy: boolean
  onSubmit(value: number): void
  /** Further buttons beside it. */
  children?: ReactNode
}

/** One whole number and what is done with it. A fault is told with the first attempt, not while the number is typed. */
export function NumberForm({ label, most, initial = '', act, busy, onSubmit, children }: NumberFormProps) {
  const [text, setText] = useState(initial)
  const [isChecked, setIsChecked] = useState(false)
  const value = wholeNumber(text, 1, most)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    if (value !== undefined && !busy) onSubmit(value)
  }
  const rule = `whole number from 1 to ${most.toLocaleString('en')}.`
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormField
        label={label}
        constraintText={`A ${rule}`}
        errorText={isChecked && value === undefined && `Write a ${rule}`}
      >
        <Input value={text} inputMode="numeric" onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <div className={styles.acts}>
        <Button formAction="submit" loading={busy}>
          {act}
        </Button>
        {children}
      </div>
    </form>
  )
}
