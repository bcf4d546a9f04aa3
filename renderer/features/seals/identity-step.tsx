import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useIdentity } from '../../client/identity.tsx'
import { useProcedure } from '../../client/procedures.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { ConnectionField } from './connection-field.tsx'
import { knownRegion, type NewSealDraft, withConnection } from './new-seal-draft.ts'

/** As whom the seal is checked, and the region that the stanza names. */
export function IdentityStep(props: {
  draft: NewSealDraft
  sandbox: SandboxStatus | undefined
  onChange(change: Partial<NewSealDraft>): void
}) {
  const { draft, sandbox, onChange } = props
  const { identity } = useIdentity()
  const identities = useProcedure('identity.list', {})
  return (
    <Container>
      <SpaceBetween size="m">
        <ConnectionField
          connection={draft.connection}
          onChange={(connection) => {
            const region = knownRegion(connection, identities.data?.profiles ?? [], identity)
            onChange(withConnection(draft, connection, region))
          }}
        />
        {draft.connection.kind === 'sandbox' ? (
          <KeyValue
            layout="rows"
            pairs={[
              { label: 'Endpoint', value: sandbox?.endpoint },
              { label: 'Region', value: sandbox?.region },
            ]}
          />
        ) : (
          <FormField label="Region in the stanza" description="Left empty, the server finds its region by itself.">
            <Input
              value={draft.region}
              spellcheck={false}
              onChange={({ detail }) => onChange({ region: detail.value, regionIsTyped: true })}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  )
}
