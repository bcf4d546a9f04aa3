import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { engineText } from '../../../shared/domain/engine.ts'
import type { SealParameters } from '../../../shared/domain/seal-parameters.ts'
import { connectionText } from '../../client/connection-words.ts'
import type { Diagnosis } from '../../client/contract-types.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { type NewSealDraft, newSealName } from './new-seal-draft.ts'
import { StanzaPreview } from './stanza-preview.tsx'

/** The seal in full, and its name. */
export function ReviewStep(props: {
  draft: NewSealDraft
  parameters: SealParameters
  fault: string | undefined
  failure: Diagnosis | undefined
  onChange(change: Partial<NewSealDraft>): void
}) {
  const { draft } = props
  return (
    <Container>
      <SpaceBetween size="m">
        {props.failure && <DiagnosisPanel diagnosis={props.failure} />}
        <FormField label="Name" description="How this seal is called in the app." errorText={props.fault}>
          <Input value={newSealName(draft)} onChange={({ detail }) => props.onChange({ name: detail.value })} />
        </FormField>
        <KeyValue
          layout="rows"
          pairs={[
            { label: 'Server', value: engineText(draft.engine) },
            { label: 'Checked as', value: connectionText(draft.connection) },
            { label: 'Key', value: <Ident text={draft.key} name="key" /> },
          ]}
        />
        <StanzaPreview parameters={props.parameters} engine={draft.engine} />
      </SpaceBetween>
    </Container>
  )
}
