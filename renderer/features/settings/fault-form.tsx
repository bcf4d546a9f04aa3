import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import { type FormEvent, useState } from 'react'
import { sandboxOperations } from '../../../shared/domain/sandbox-kms.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { EffectFields } from './effect-fields.tsx'
import { draftFaults, type FaultDraft, faultOf, mostTimes, newFault } from './fault-draft.ts'
import { faultQueries } from './fault-queries.ts'
import styles from './settings.module.css'

const operations = [
  { label: 'KMS', options: sandboxOperations.kms.map((value) => ({ value, label: value })) },
  { label: 'STS', options: sandboxOperations.sts.map((value) => ({ value, label: value })) },
]

/** A new fault: what happens, to which calls, how often. */
export function FaultForm({ principals }: { principals: SandboxStatus['principals'] }) {
  const add = useCommand('sandbox.addFault', { invalidates: faultQueries })
  const [draft, setDraft] = useState(newFault)
  const [isChecked, setIsChecked] = useState(false)
  const found = draftFaults(draft)
  const change = (part: Partial<FaultDraft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWrong = Object.keys(found).length > 0
    setIsChecked(isWrong)
    if (!isWrong) add.mutate(faultOf(draft))
  }
  const shown = isChecked ? found : {}
  return (
    <form className={styles.fields} onSubmit={submit} noValidate aria-label="New fault">
      <EffectFields draft={draft} found={shown} onChange={change} />
      <FormField label="Operations">
        <Multiselect
          options={operations}
          selectedOptions={draft.operations.map((value) => ({ value, label: value }))}
          placeholder="All operations"
          filteringType="auto"
          filteringPlaceholder="Filter operations"
          filteringAriaLabel="Filter operations"
          deselectAriaLabel={({ label }) => `Leave out ${label}`}
          expandToViewport
          onChange={({ detail }) => change({ operations: detail.selectedOptions.flatMap(({ value }) => value ?? []) })}
        />
      </FormField>
      <FormField label="Principal">
        <PrincipalSelect
          principals={principals}
          chosen={draft.principal}
          onChange={(principal) => change({ principal })}
        />
      </FormField>
      <FormField
        label="Number of calls"
        constraintText={`From 1 to ${mostTimes.toLocaleString('en')}; empty: every call until it is removed.`}
        errorText={shown.times}
      >
        <Input value={draft.times} inputMode="numeric" onChange={({ detail }) => change({ times: detail.value })} />
      </FormField>
      <div className={styles.wide}>
        <Button formAction="submit" loading={add.isPending}>
          Add fault
        </Button>
      </div>
      {add.error && (
        <div className={styles.wide}>
          <DiagnosisPanel diagnosis={add.error.diagnosis} />
        </div>
      )}
    </form>
  )
}

function PrincipalSelect(props: {
  principals: SandboxStatus['principals']
  chosen: string
  onChange: (name: string) => void
}) {
  const options = [
    { value: '', label: 'Everyone' },
    ...props.principals.map(({ name }) => ({ value: name, label: name })),
  ]
  const chosen = options.find(({ value }) => value === props.chosen) ?? { value: '', label: 'Everyone' }
  return (
    <Select
      options={options}
      selectedOption={chosen}
      expandToViewport
      onChange={({ detail }) => props.onChange(detail.selectedOption.value ?? '')}
    />
  )
}
