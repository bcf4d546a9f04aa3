import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { sandboxFaultEffectSchema } from '../../../shared/domain/sandbox-kms.ts'
import { type DraftFaults, type FaultDraft, longestDelay } from './fault-draft.ts'
import { faultKinds } from './fault-words.ts'

const kinds = sandboxFaultEffectSchema.options.map(({ shape }) => {
  const value = shape.kind.value
  return { value, label: faultKinds[value].name }
})

const statuses = [
  { value: '500', label: 'HTTP 500, KMSInternalException' },
  { value: '503', label: 'HTTP 503, ServiceUnavailableException' },
]

const moments = [
  { value: 'before', label: 'Before the call is carried out' },
  { value: 'after', label: 'After it, so that the answer is lost' },
]

/** The kind of a fault, and what only this kind asks for. */
export function EffectFields(props: {
  draft: FaultDraft
  found: DraftFaults
  onChange: (part: Partial<FaultDraft>) => void
}) {
  const { draft, found, onChange } = props
  return (
    <>
      <FormField label="What happens" constraintText={faultKinds[draft.kind].meets}>
        <Select
          options={kinds}
          selectedOption={kinds.find(({ value }) => value === draft.kind) ?? null}
          expandToViewport
          onChange={({ detail }) => {
            const kind = kinds.find(({ value }) => value === detail.selectedOption.value)?.value
            if (kind) onChange({ kind })
          }}
        />
      </FormField>
      {draft.kind === 'server-error' && (
        <FormField label="Answer">
          <Select
            options={statuses}
            selectedOption={statuses.find(({ value }) => value === String(draft.status)) ?? null}
            expandToViewport
            onChange={({ detail }) => onChange({ status: detail.selectedOption.value === '503' ? 503 : 500 })}
          />
        </FormField>
      )}
      {draft.kind === 'reset' && (
        <FormField label="Moment">
          <Select
            options={moments}
            selectedOption={moments.find(({ value }) => value === draft.moment) ?? null}
            expandToViewport
            onChange={({ detail }) =>
              onChange({ moment: detail.selectedOption.value === 'after' ? 'after' : 'before' })
            }
          />
        </FormField>
      )}
      {draft.kind === 'latency' && (
        <FormField
          label="Delay in milliseconds"
          constraintText={`From 1 to ${longestDelay.toLocaleString('en')}.`}
          errorText={found.milliseconds}
        >
          <Input
            value={draft.milliseconds}
            inputMode="numeric"
            onChange={({ detail }) => onChange({ milliseconds: detail.value })}
          />
        </FormField>
      )}
    </>
  )
}
